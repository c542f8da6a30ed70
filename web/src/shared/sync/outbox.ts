import { create } from 'zustand';
import { holdPage } from '../holdPage';
import { uuidv7 } from '../ids';
import { type Failure, Problem } from '../problem';
import { db } from './db';
import type { OutboxItem } from './outboxModel';
import type { Progress, Upload } from './uploadModel';

interface Outbox {
  items: OutboxItem[];
  uploads: Record<string, Upload>;
  /** Of each upload under way. */
  progress: Record<string, Progress>;
}

/** What is unsent, in every tab the same: IndexedDB holds it, this mirrors it. */
export const useOutbox = create<Outbox>(() => ({ items: [], uploads: {}, progress: {} }));

const stores = ['outbox', 'uploads', 'uploadStates'] as const;

type Note = { type: 'changed' } | { type: 'progress'; id: string; progress: Progress };

const tabs = new BroadcastChannel('bm-outbox');
let lastOrder = 0;
let onChange = () => {};

/** Calls back after every change, from whichever tab. */
export async function openOutbox(changed: () => void): Promise<void> {
  onChange = changed;
  tabs.onmessage = (event: MessageEvent<Note>) => {
    if (event.data.type === 'progress') showProgress(event.data.id, event.data.progress);
    else void reload();
  };
  await reload();
}

export function closeOutbox(): void {
  onChange = () => {};
  tabs.onmessage = null;
  useOutbox.setState({ items: [], uploads: {}, progress: {} });
}

/** Local changes that are not on disk yet; what is read meanwhile would show the state before them. */
let version = 0;
let writing = 0;

/** Every change goes through this; all tabs read it afterwards. A large file takes the disk a while, and until then a reload would lose it. */
export async function write(work: () => Promise<void>): Promise<void> {
  version++;
  writing++;
  const release = holdPage();
  try {
    await work();
  } finally {
    writing--;
    release();
  }
  await changed();
}

async function reload(): Promise<void> {
  const before = version;
  const transaction = (await db()).transaction(stores);
  const [items, uploads, states] = await Promise.all([
    transaction.objectStore('outbox').getAll(),
    transaction.objectStore('uploads').getAll(),
    transaction.objectStore('uploadStates').getAll(),
  ]);
  if (before !== version || writing > 0) return;
  const stateOf = new Map(states.map((state) => [state.id, state]));
  useOutbox.setState({
    items: items.sort((a, b) => a.order - b.order),
    uploads: Object.fromEntries(uploads.map((upload) => [upload.id, { ...upload, ...stateOf.get(upload.id) }])),
  });
  onChange();
}

async function changed(): Promise<void> {
  tabs.postMessage({ type: 'changed' } satisfies Note);
  await reload();
}

interface Draft {
  chatId: string;
  text: string;
  replyTo?: number;
  uploads?: Omit<Upload, 'cid'>[];
}

/** From here on the message survives a reload. Refused as `not_kept` where the browser does not take it. */
export async function queueMessage({ chatId, text, replyTo, uploads = [] }: Draft): Promise<string> {
  const cid = uuidv7();
  lastOrder = Math.max(Date.now(), lastOrder + 1);
  const item: OutboxItem = {
    cid,
    chatId,
    order: lastOrder,
    text,
    at: new Date().toISOString(),
    ...(replyTo !== undefined && { replyTo }),
    uploadIds: uploads.map((upload) => upload.id),
  };
  // Shown at once; a slow disk must not be felt while writing.
  useOutbox.setState((state) => ({
    items: [...state.items, item],
    uploads: { ...state.uploads, ...Object.fromEntries(uploads.map((upload) => [upload.id, { ...upload, cid }])) },
  }));
  try {
    await write(async () => {
      const transaction = (await db()).transaction(['outbox', 'uploads'], 'readwrite');
      for (const upload of uploads) void transaction.objectStore('uploads').put({ ...upload, cid });
      void transaction.objectStore('outbox').put(item);
      await transaction.done;
    });
  } catch {
    forget([cid]);
    throw new Problem(400, { code: 'not_kept' });
  }
  return cid;
}

function forget(cids: Iterable<string>): void {
  const gone = new Set(cids);
  useOutbox.setState(({ items, uploads }) => ({
    items: items.filter((item) => !gone.has(item.cid)),
    uploads: Object.fromEntries(Object.entries(uploads).filter(([, upload]) => !gone.has(upload.cid))),
  }));
}

/** The server has it, or the person gave it up. */
export async function removeItems(cids: string[]): Promise<void> {
  const { items, uploads } = useOutbox.getState();
  const gone = new Set(cids.filter((cid) => items.some((item) => item.cid === cid)));
  if (gone.size === 0) return;
  forget(gone);
  await write(async () => {
    const transaction = (await db()).transaction(stores, 'readwrite');
    for (const { id, cid } of Object.values(uploads)) {
      if (!gone.has(cid)) continue;
      void transaction.objectStore('uploads').delete(id);
      void transaction.objectStore('uploadStates').delete(id);
    }
    for (const cid of gone) void transaction.objectStore('outbox').delete(cid);
    await transaction.done;
  });
}

export async function failItem(cid: string, failed: Failure): Promise<void> {
  await changeItem(cid, (item) => ({ ...item, failed }));
}

/** Shown as failed also where the disk does not take it, else it would be tried again without a pause. */
export function showFailed(cid: string, uploadId: string, failed: Failure): void {
  useOutbox.setState(({ items, uploads }) => ({
    items: items.map((item) => (item.cid === cid ? { ...item, failed } : item)),
    uploads: Object.fromEntries(Object.entries(uploads).map(([id, upload]) => [id, id === uploadId ? { ...upload, failed } : upload])),
  }));
}

/** Again, with the same cid, and its failed uploads too. */
export async function retryItem(cid: string): Promise<void> {
  await write(async () => {
    const transaction = (await db()).transaction(stores, 'readwrite');
    const item = await transaction.objectStore('outbox').get(cid);
    // The server may no longer know files that it had: what nobody sends is removed after some days.
    const isUnknown = item?.failed?.code === 'validation';
    for (const id of item?.uploadIds ?? []) {
      const state = await transaction.objectStore('uploadStates').get(id);
      if (state === undefined) continue;
      void transaction.objectStore('uploadStates').put({ ...state, failed: undefined, ...(isUnknown && { view: undefined, fileId: undefined }) });
    }
    if (item !== undefined) void transaction.objectStore('outbox').put({ ...item, failed: undefined });
    await transaction.done;
  });
}

async function changeItem(cid: string, change: (item: OutboxItem) => OutboxItem): Promise<void> {
  await write(async () => {
    const database = await db();
    const item = await database.get('outbox', cid);
    if (item !== undefined) await database.put('outbox', change(item));
  });
}

export function tellProgress(id: string, progress: Progress): void {
  showProgress(id, progress);
  tabs.postMessage({ type: 'progress', id, progress } satisfies Note);
}

function showProgress(id: string, now: Progress): void {
  useOutbox.setState(({ progress }) => ({ progress: { ...progress, [id]: now } }));
}
