import { uuidv7 } from '@/shared/ids';
import type { Upload } from '@/shared/sync/uploadModel';
import { preparePicture } from './picture';
import { prepareVideo } from './video';

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/heic', 'image/heif']);
const videos = new Set(['video/mp4', 'video/webm', 'video/quicktime', 'video/x-m4v']);
/** Containers that hold film or sound alone: only the announced type tells the server which. */
const eitherSoundOrFilm = new Set(['audio/mp4', 'audio/webm', 'audio/ogg']);

export const isPicture = (file: File) => pictures.has(file.type);
export const isVideo = (file: File) => videos.has(file.type);

/** What is known of a picture or a film once it is ready to go. */
export type Prepared = Omit<Upload, 'id' | 'cid' | 'name'>;

/** What is to be uploaded. What this browser cannot decode goes as a document. */
export async function prepare(file: File, asFile: boolean): Promise<Omit<Upload, 'cid'>> {
  const prepared = asFile ? null : await decoded(file).catch(() => null);
  if (prepared === null) return { id: uuidv7(), blob: file, name: file.name, contentType: announced(file.type), kind: 'document' };
  return { id: uuidv7(), name: prepared.kind === 'photo' ? renamed(file.name, prepared.contentType) : file.name, ...prepared };
}

async function decoded(file: File): Promise<Prepared | null> {
  if (isPicture(file)) return preparePicture(file);
  return isVideo(file) ? prepareVideo(file) : null;
}

/** A type that the server shows must prove true by reading; it finds the same types by itself, and refuses none unannounced. */
function announced(type: string): string {
  const isShown = /^(image|video|audio)\//.test(type) && !eitherSoundOrFilm.has(type);
  return isShown || type === '' ? 'application/octet-stream' : type;
}

/** The name must fit what is inside. */
export function renamed(name: string, type: string): string {
  const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' }[type];
  const stem = name.replace(/\.[^.]*$/, '') || 'picture';
  return extension ? `${stem}.${extension}` : name;
}
