import { create } from 'zustand';

const key = 'bm-drafts';

/** What was typed and not sent, by chat; stays in this browser. */
export const useDrafts = create<Record<string, string>>(() => read());

export function setDraft(chatId: string, text: string): void {
  const { [chatId]: _old, ...others } = useDrafts.getState();
  const drafts = text.trim() === '' ? others : { ...others, [chatId]: text };
  useDrafts.setState(drafts, true);
  localStorage.setItem(key, JSON.stringify(drafts));
}

export function clearDrafts(): void {
  useDrafts.setState({}, true);
  localStorage.removeItem(key);
}

function read(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}
