import { fileLink } from '@/shared/pictures';
import type { FileView } from '@/shared/types';

/** The link answers as an attachment, so the page stays where it is. */
export async function download(file: Pick<FileView, 'id' | 'name'>): Promise<void> {
  const link = document.createElement('a');
  link.href = await fileLink(file.id, { download: true });
  link.download = file.name;
  link.rel = 'noopener';
  link.click();
}
