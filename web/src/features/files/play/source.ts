import { fetchFile, fileLink } from '@/shared/fileLink';
import type { FileView } from '@/shared/types';

/**
 * What a browser has recorded has neither length nor index: sought in is only what is here as a whole. Up to this size
 * (a quarter of an hour of speech) it is fetched before it plays; longer ones come by and by.
 */
const wholeUpTo = 4 * 1024 * 1024;

export type Playable = Pick<FileView, 'id' | 'kind' | 'size'>;

interface Source {
  take: (probe: boolean) => Promise<string>;
  letGo: () => void;
}

export function takeSource(file: Playable): Source {
  if (file.kind !== 'voice' || file.size > wholeUpTo) return { take: (probe) => fileLink(file.id, { probe }), letGo: () => {} };
  let url: string | null = null;
  return {
    take: async () => {
      url ??= URL.createObjectURL(await fetchFile(file.id));
      return url;
    },
    letGo: () => url !== null && URL.revokeObjectURL(url),
  };
}
