import { api } from '../api';
import { setDraft, useDrafts } from '../drafts';
import { db } from './db';
import { removeItems, useOutbox, write } from './outbox';
import type { UploadState } from './uploadModel';

/** False when the upload was given up meanwhile; then nothing is written. */
export async function changeUpload(id: string, change: UploadState): Promise<boolean> {
  let isThere = false;
  await write(async () => {
    const transaction = (await db()).transaction(['uploads', 'uploadStates'], 'readwrite');
    isThere = (await transaction.objectStore('uploads').getKey(id)) !== undefined;
    const state = await transaction.objectStore('uploadStates').get(id);
    if (isThere) void transaction.objectStore('uploadStates').put({ ...state, ...change, id });
    await transaction.done;
  });
  return isThere;
}

/** What is stored stays stored, also over a reload. */
export async function pauseUpload(id: string): Promise<void> {
  await changeUpload(id, { paused: true });
}

export async function resumeUpload(id: string): Promise<void> {
  await changeUpload(id, { paused: false });
}

/** The file leaves its message, and with the last one the message goes; its words return to where they were written. */
export async function cancelUpload(id: string): Promise<void> {
  const { items, uploads } = useOutbox.getState();
  const item = items.find(({ uploadIds }) => uploadIds.includes(id));
  if (item === undefined) return;
  discardFile(uploads[id]?.fileId);
  const uploadIds = item.uploadIds.filter((other) => other !== id);
  if (uploadIds.length === 0) {
    if (!useDrafts.getState()[item.chatId]) setDraft(item.chatId, item.text);
    return removeItems([item.cid]);
  }
  await write(async () => {
    const transaction = (await db()).transaction(['outbox', 'uploads', 'uploadStates'], 'readwrite');
    const { failed, ...rest } = (await transaction.objectStore('outbox').get(item.cid)) ?? item;
    // Only an upload can have failed here: nothing was sent yet.
    const stillFailed = uploadIds.some((other) => uploads[other]?.failed) && { failed };
    void transaction.objectStore('outbox').put({ ...rest, uploadIds, ...stillFailed });
    void transaction.objectStore('uploads').delete(id);
    void transaction.objectStore('uploadStates').delete(id);
    await transaction.done;
  });
}

/** The whole message, with what the server has of its files. */
export async function discardItem(cid: string): Promise<void> {
  for (const upload of Object.values(useOutbox.getState().uploads)) {
    if (upload.cid === cid) discardFile(upload.fileId);
  }
  await removeItems([cid]);
}

/** Nobody waits for it: what stays behind is removed by the server after a day. */
export function discardFile(fileId: string | undefined): void {
  if (fileId !== undefined) void api.delete(`/files/${fileId}`).catch(() => {});
}
