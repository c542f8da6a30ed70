import { api, Problem } from './api';

export type Variant = 'original' | 'thumbnail';

interface LinkOptions {
  variant?: Variant;
  download?: boolean;
  /** The address before did not work: the server looks at its store first, and says why where it can. */
  probe?: boolean;
}

/** A short-lived address that needs no headers. */
export async function fileLink(fileId: string, options: LinkOptions = {}): Promise<string> {
  const { url } = await api.get<{ url: string }>(`/files/${fileId}/link`, { variant: 'original', ...options });
  return url;
}

/**
 * Reads by a new address. A browser does not tell what another origin refused, so after a failure the server is asked
 * why; where it finds nothing wrong it gives one more address to try.
 */
export async function readFile<T>(fileId: string, variant: Variant, read: (url: string) => Promise<T>): Promise<T> {
  const url = await fileLink(fileId, { variant });
  try {
    return await read(url);
  } catch {
    const looked = await fileLink(fileId, { variant, probe: true });
    return read(looked).catch(() => {
      throw new Problem(502, { code: 'file.unopened' });
    });
  }
}

export function fetchFile(fileId: string, variant: Variant = 'original'): Promise<Blob> {
  return readFile(fileId, variant, async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Problem(response.status);
    return response.blob();
  });
}
