import type { components } from './api.gen';

/** The wire: names for the types that the server's description gives, with the closed sets of words written out. */
type Schemas = components['schemas'];

type Nullable<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];

/** Null and absent mean the same (the server leaves nulls out). */
type Wire<T> = Omit<T, Nullable<T>> & Partial<Pick<T, Nullable<T>>>;

type With<T, U> = Omit<T, keyof U> & U;

export type User = Omit<Wire<Schemas['UserView']>, 'email' | 'locale' | 'role' | 'settings'>;

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

export type Chat = With<
  Wire<Schemas['ChatView']>,
  {
    type: ChatType;
    role: Role;
    lastMessage?: Message | null;
    /** The other person of a personal chat. */
    peer?: User | null;
  }
>;

export type Member = With<Schemas['MemberView'], { user: User; role: Role }>;

export type Reaction = Schemas['ReactionView'];

export type FileKind = 'photo' | 'video' | 'voice' | 'document';

export type FileView = With<Wire<Schemas['FileView']>, { kind: FileKind; status: 'uploading' | 'ready' | 'deleted' }>;

/** A message of a chat with one of its files, or with its web addresses. */
export type Media = With<Wire<Schemas['MediaView']>, { file?: FileView | null }>;

export type FilePlace = Schemas['FilePlaceView'];

export type Storage = With<Wire<Schemas['StorageView']>, { items: FileView[] }>;

export type Message = With<Omit<Wire<Schemas['MessageView']>, 'type'>, { files: FileView[]; reactions: Reaction[] }>;

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

export type Reader = Schemas['ReaderView'];

export interface Page<T> {
  items: T[];
  next?: string | null;
}

/** Where a found text stands in a message, in UTF-16 units. */
export type Match = Schemas['TextRange'];

export type Found = With<Schemas['SearchHit'], { message: Message; matches: Match[] }>;

export type Log = With<Wire<Schemas['LogView']>, { entries: Entry[] }>;

export type MeEntry = With<Wire<Schemas['MeEntryView']>, { data?: Record<string, unknown> | null }>;

export type SignedIn = Pick<Schemas['SignInView'], 'accessToken' | 'expiresIn'> & { user: Me };

export type Registered = Schemas['RegistrationView'];

export type UploadPart = Schemas['UploadPartView'];

export type UploadStart = Schemas['UploadView'];
