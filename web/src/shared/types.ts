/** The wire, in the shapes the server answers with. Everything the client reads or sends is named here. */

export interface User {
  id: string;
  name: string;
  handle?: string | null;
  photoFileId?: string | null;
  online?: boolean | null;
  lastSeen?: string | null;
  premium: boolean;
}

export interface Settings {
  theme?: 'system' | 'light' | 'dark' | 'contrast';
  [key: string]: unknown;
}

/** The signed-in person's own record. */
export interface Me extends User {
  email: string;
  role?: 'user' | 'admin' | null;
  locale?: string | null;
  settings?: Settings | null;
}

export type ChatType = 'personal' | 'group' | 'channel';
export type Role = 'owner' | 'admin' | 'member' | 'reader';

export interface Chat {
  id: string;
  type: ChatType;
  name?: string | null;
  handle?: string | null;
  photoFileId?: string | null;
  isPublic: boolean;
  historyForNewMembers: boolean;
  lastSeq: number;
  messageCount: number;
  unread: number;
  readSeq: number;
  othersReadSeq: number;
  role: Role;
  archived: boolean;
  pinned: boolean;
  mutedUntil?: string | null;
  draft?: Draft | null;
  lastMessage?: Message | null;
  /** The other person of a personal chat. */
  peer?: User | null;
  memberCount: number;
  createdAt: string;
}

export interface Draft {
  text: string;
  replyTo?: number | null;
}

export interface Member {
  user: User;
  role: Role;
  joinedAt: string;
  readSeq: number;
}

export interface Reaction {
  emoji: string;
  count: number;
  mine: boolean;
}

export type FileKind = 'photo' | 'video' | 'voice' | 'document';

export interface FileView {
  id: string;
  name: string;
  size: number;
  contentType: string;
  kind: FileKind;
  status: 'uploading' | 'ready' | 'deleted';
  width?: number | null;
  height?: number | null;
  duration?: number | null;
  blurHash?: string | null;
  waveform?: string | null;
  hasThumbnail: boolean;
  createdAt: string;
}

export interface Message {
  chatId: string;
  seq: number;
  ordinal: number;
  senderId: string;
  cid: string;
  text: string;
  at: string;
  editedAt?: string | null;
  deletedAt?: string | null;
  replyTo?: number | null;
  files: FileView[];
  reactions: Reaction[];
}

export type ChangeKind = 'edit' | 'delete' | 'reaction' | 'pin' | 'member' | 'chat';

/** What happened to a message, a member or the chat itself. `data` is missing where it may not be seen. */
export interface Change {
  chatId: string;
  seq: number;
  kind: ChangeKind | (string & {});
  actorId: string;
  targetSeq?: number | null;
  data?: Record<string, unknown> | null;
  at: string;
}

export type MessageEntry = Message & { type: 'message' };
export type ChangeEntry = Change & { type: 'change' };
export type Entry = MessageEntry | ChangeEntry;

/** Somebody who has read up to a message or beyond. */
export interface Reader {
  userId: string;
  readSeq: number;
}

export interface Page<T> {
  items: T[];
  next?: string | number | null;
}

export interface Log {
  epoch: string;
  headSeq: number;
  entries: Entry[];
  tooLong?: boolean | null;
}

export interface MeEntry {
  seq: number;
  kind: string;
  chatId?: string | null;
  data?: Record<string, unknown> | null;
  at: string;
}

export interface SignedIn {
  accessToken: string;
  expiresIn: number;
  user: Me;
}

export interface Registered {
  registrationId: string;
  expiresIn: number;
}

export interface UploadPart {
  number: number;
  url: string;
  headers?: Record<string, string> | null;
  done?: boolean;
}

export interface UploadStart {
  id: string;
  partSize: number;
  parts: UploadPart[];
}
