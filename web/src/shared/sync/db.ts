import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Me, Message, User } from '../types';
import type { LocalChat } from './fold';
import type { OutboxItem } from './outboxModel';
import type { Upload, UploadState } from './uploadModel';

/** The newest messages of a chat, as they were at `pos`. */
export interface Tail {
  chatId: string;
  pos: number;
  atStart: boolean;
  messages: Message[];
}

export interface Marker {
  key: 'marker';
  user: Me;
  /** Of the server's database; another one means that all of this is worthless. */
  epoch: string | null;
  /** Position in the private log. */
  meSeq: number;
}

interface Schema extends DBSchema {
  marker: { key: string; value: Marker };
  chats: { key: string; value: LocalChat };
  tails: { key: string; value: Tail };
  users: { key: string; value: User };
  outbox: { key: string; value: OutboxItem };
  uploads: { key: string; value: Upload; indexes: { cid: string } };
  uploadStates: { key: string; value: UploadState & { id: string } };
}

const stores = ['marker', 'chats', 'tails', 'users', 'outbox', 'uploads', 'uploadStates'] as const;

let opening: Promise<IDBPDatabase<Schema>> | null = null;

/** The next one who needs it opens it anew. */
const forget = () => {
  opening = null;
};

export function db(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('brainmessenger', 2, {
    upgrade(database, before) {
      if (before < 1) {
        database.createObjectStore('marker', { keyPath: 'key' });
        database.createObjectStore('chats', { keyPath: 'id' });
        database.createObjectStore('tails', { keyPath: 'chatId' });
        database.createObjectStore('users', { keyPath: 'id' });
        database.createObjectStore('outbox', { keyPath: 'cid' });
        database.createObjectStore('uploads', { keyPath: 'id' }).createIndex('cid', 'cid');
      }
      database.createObjectStore('uploadStates', { keyPath: 'id' });
    },
    // A newer version of the client in another tab must not wait for this one.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  }).catch((error: unknown) => {
    forget();
    throw error;
  });
  return opening;
}

/** What the server can give again. The outbox stays: it exists only here. So does the marker, which says what was held. */
export async function clearServerState(): Promise<void> {
  await clear(['chats', 'tails', 'users']);
}

/** Everything, at sign-out. */
export async function clearAll(): Promise<void> {
  await clear(stores);
}

async function clear(names: readonly (typeof stores)[number][]): Promise<void> {
  const transaction = (await db()).transaction(names, 'readwrite');
  await Promise.all([...names.map((name) => transaction.objectStore(name).clear()), transaction.done]);
}
