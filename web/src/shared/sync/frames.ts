import type { ChangeEntry, MeEntry, MessageEntry } from '../types';

export interface SendFrame {
  type: 'send';
  cid: string;
  chatId: string;
  text: string;
  replyTo?: number;
  fileIds?: string[];
}

export type ClientFrame =
  | SendFrame
  | { type: 'typing'; chatId: string }
  | { type: 'read'; chatId: string; seq: number }
  | { type: 'watch'; userIds: string[] }
  | { type: 'presence'; state: 'online' | 'away' }
  | { type: 'token'; token: string }
  | { type: 'ping' };

export interface Ready {
  type: 'ready';
  userId: string;
  epoch: string;
  behind?: Record<string, number> | null;
  gone?: string[] | null;
  meHead: number;
}

export interface Ack {
  type: 'ack';
  cid: string;
  chatId: string;
  seq: number;
  ordinal: number;
  at: string;
}

export interface ErrorFrame {
  type: 'error';
  cid?: string | null;
  code: string;
  detail: string;
  retryAfter?: number | null;
}

export type ServerFrame =
  | Ready
  | Ack
  | ErrorFrame
  | MessageEntry
  | ChangeEntry
  | ({ type: 'me' } & MeEntry)
  | { type: 'read'; chatId: string; userId: string; seq: number }
  | { type: 'typing'; chatId: string; userId: string }
  | { type: 'presence'; userId: string; state: string; lastSeen?: string | null }
  | { type: 'degraded' | 'recovered'; part: string }
  | { type: 'pong' };
