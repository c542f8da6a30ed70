import { createContext, type ReactNode, useContext } from 'react';
import type { LocalChat } from '@/shared/sync/fold';
import type { FileView, Message } from '@/shared/types';

/** How the files of a message are drawn is the business of another feature. */
export type RenderFiles = (props: { files: FileView[]; uploadIds: string[]; message: Message }) => ReactNode;

/** How a voice message is recorded, likewise. */
export type RenderRecorder = (props: { chatId: string; replyTo: number | undefined; onSent: () => void; onClose: () => void }) => ReactNode;

export interface ConversationContext {
  chat: LocalChat;
  me: string;
  renderFiles: RenderFiles;
  renderRecorder: RenderRecorder;
  openMenu: (message: Message, at: { x: number; y: number } | Element) => void;
  jump: (seq: number) => void;
}

export const Conversing = createContext<ConversationContext | null>(null);

export function useConversation(): ConversationContext {
  return useContext(Conversing)!;
}
