import { useHeard } from '@/shared/heard';
import { getLog, myId } from '@/shared/sync/cache';
import type { Track } from './player';

/** The next voice message of others below this one that was never begun. */
export function nextVoice({ chatId, seq }: Track): Track | null {
  const heard = useHeard.getState();
  const messages = getLog(chatId)?.messages ?? [];
  // From a gallery one hears what the conversation may not hold: nobody knows what follows it there.
  if (!messages.some((message) => message.seq === seq)) return null;
  for (const message of messages) {
    if (message.seq <= seq || message.senderId === myId()) continue;
    const file = message.files.find(({ id, kind, status }) => kind === 'voice' && status === 'ready' && !(id in heard));
    if (file !== undefined) return { file, chatId, seq: message.seq };
  }
  return null;
}
