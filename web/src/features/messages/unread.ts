import { useState, useSyncExternalStore } from 'react';
import type { ChatLog, LocalChat } from '@/shared/sync/fold';

/**
 * Everything after it was unread when one came: on opening, and on coming back to an open chat that has missed something, or
 * from another tab. Null when nothing was.
 */
export function useUnreadAfter(chat: LocalChat, log: ChatLog | undefined): [unreadAfter: number | null, forget: () => void] {
  const isHidden = useSyncExternalStore(onVisibility, () => document.visibilityState === 'hidden');
  const [unreadAfter, setUnreadAfter] = useState(chat.unread > 0 ? chat.readSeq : null);
  const isAway = chat.unread > 0 && (isHidden || (log !== undefined && log.pos < chat.lastSeq));
  const [wasAway, setWasAway] = useState(isAway);
  if (wasAway !== isAway) {
    setWasAway(isAway);
    if (isAway) setUnreadAfter(chat.readSeq);
  }
  return [unreadAfter, () => setUnreadAfter(null)];
}

function onVisibility(changed: () => void) {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}
