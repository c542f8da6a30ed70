import { uuidv7 } from '../ids';
import { runUpload } from '../sync/uploader';
import { type Photo, photoSide } from './render';

/** Gives the file's id, once the server has checked it. */
export async function uploadPhoto({ blob, thumbnail }: Photo, signal: AbortSignal): Promise<string> {
  const id = uuidv7();
  const upload = {
    id,
    cid: id,
    blob,
    thumbnail,
    name: 'photo.jpg',
    contentType: blob.type,
    kind: 'photo' as const,
    width: photoSide,
    height: photoSide,
  };
  const file = await runUpload(upload, { save: async () => {}, progress: () => {}, signal });
  return file.id;
}
