import { Problem } from '@/shared/api';
import { fileLink } from '@/shared/pictures';
import type { FileView } from '@/shared/types';

/**
 * What a browser has recorded has neither length nor index: sought in is only what is here as a whole. Up to this size
 * (a quarter of an hour of speech) it is fetched before it plays; longer ones come by and by.
 */
const wholeUpTo = 4 * 1024 * 1024;

export type Playable = Pick<FileView, 'id' | 'kind' | 'size'>;

interface Source {
  take: () => Promise<string>;
  letGo: () => void;
}

export function takeSource(file: Playable): Source {
  if (file.kind !== 'voice' || file.size > wholeUpTo) return { take: () => fileLink(file.id), letGo: () => {} };
  let url: string | null = null;
  return {
    take: async () => {
      url ??= URL.createObjectURL(await fetchWhole(file.id));
      return url;
    },
    letGo: () => url !== null && URL.revokeObjectURL(url),
  };
}

async function fetchWhole(fileId: string): Promise<Blob> {
  const response = await fetch(await fileLink(fileId)).catch(() => {
    throw new Problem(0);
  });
  if (!response.ok) throw new Problem(response.status);
  return response.blob();
}
