import { fetchFile } from '@/shared/fileLink';
import { paths } from '@/shared/paths';
import type { Shot } from './shots';

/** Hands the file over where the system can take it, else copies the address of its message. True where it was copied. */
export async function share(chatId: string, { seq, file }: Shot): Promise<boolean> {
  const probe = new File([], file.name, { type: file.contentType });
  if (navigator.canShare?.({ files: [probe] })) {
    try {
      const bytes = await fetchFile(file.id);
      await navigator.share({ files: [new File([bytes], file.name, { type: file.contentType })] });
      return false;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return false;
      // A large file takes longer than a press counts for the browser; the address needs no time.
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) throw error;
    }
  }
  await navigator.clipboard.writeText(new URL(paths.message(chatId, seq), location.origin).href);
  return true;
}
