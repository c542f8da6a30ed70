import { fileLink } from '@/shared/fileLink';
import type { FileView } from '@/shared/types';

/**
 * The link answers as an attachment, so the page stays where it is. What becomes of a download no page learns, and where
 * it fails the browser leaves for the store's own words: so the server looks before.
 */
export async function download(file: Pick<FileView, 'id' | 'name'>): Promise<void> {
  const link = document.createElement('a');
  link.href = await fileLink(file.id, { download: true, probe: true });
  link.download = file.name;
  link.rel = 'noopener';
  link.click();
}
