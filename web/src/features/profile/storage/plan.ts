import type { FilePlace, FileView } from '@/shared/types';

export interface Uses {
  places: readonly FilePlace[];
  /** Ids of files that something shows: messages, or, without a place, a photo of a person or a chat. */
  inUse: ReadonlySet<string>;
}

export interface Plan {
  /** What can be deleted, and the bytes of it. */
  files: FileView[];
  bytes: number;
  /** One's own messages that have to go with them, each once. */
  messages: FilePlace[];
  /** Shown as a photo. */
  photos: FileView[];
  /** In a chat that one is in no longer, where nothing can be deleted any more. */
  left: FileView[];
}

/** What the deletion of these files takes with it, and which of them it cannot reach. */
export function planOf(chosen: readonly FileView[], { places, inUse }: Uses, isIn: (chatId: string) => boolean): Plan {
  const placesOf = (file: FileView) => places.filter(({ fileId }) => fileId === file.id);
  const left = chosen.filter((file) => placesOf(file).some(({ chatId }) => !isIn(chatId)));
  const photos = chosen.filter((file) => inUse.has(file.id) && placesOf(file).length === 0);
  const files = chosen.filter((file) => !left.includes(file) && !photos.includes(file));
  const messages = new Map(files.flatMap(placesOf).map((place) => [`${place.chatId}/${place.seq}`, place]));
  return { files, bytes: files.reduce((sum, { size }) => sum + size, 0), messages: [...messages.values()], photos, left };
}
