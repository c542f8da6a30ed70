import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import { summary } from '@/shared/summary';
import type { Message } from '@/shared/types';
import { useConversation } from './context';

/** Reads the newest message of others aloud to those who do not see it come. */
export function Announcer({ newest }: { newest: Message | null | undefined }) {
  const t = useT();
  const { me } = useConversation();
  const foreign = newest && newest.senderId !== me ? newest : null;
  const sender = useUser(foreign?.senderId);
  return (
    <p aria-live="polite" className="visually-hidden">
      {foreign && !foreign.deletedAt && `${sender?.name ?? ''}: ${summary(foreign, t)}`}
    </p>
  );
}
