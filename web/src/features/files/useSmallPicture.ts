import { usePictureOrReason } from '@/shared/pictures';
import type { FileView } from '@/shared/types';

/** What stands for a photo or a film on a tile. A film needs no picture to be played, and would be fetched as a whole. */
export function useSmallPicture({ id, kind, hasThumbnail }: FileView, isStored = true) {
  const isPhoto = kind === 'photo';
  const small = usePictureOrReason(isStored && hasThumbnail ? id : null);
  // They are two files: the small one may be gone alone.
  const isGone = small.problem?.passing === false;
  const whole = usePictureOrReason(isStored && isPhoto && (!hasThumbnail || isGone) ? id : null, 'original');
  const { src, problem, isTrying, retry } = hasThumbnail && !isGone ? small : whole;
  return { src, problem: src === null && isPhoto ? problem : null, isTrying, retry };
}
