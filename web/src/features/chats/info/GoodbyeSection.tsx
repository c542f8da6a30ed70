import { useState } from 'react';
import { chatName } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { RowButton, Section } from '@/shared/ui/Section';
import { useGoodbye } from './infoApi';
import { mayDelete } from './rights';

/** Leaving, and for the owner the end of the chat. */
export function GoodbyeSection({ chat }: { chat: LocalChat }) {
  const t = useT();
  const [how, setHow] = useState<'leave' | 'delete' | null>(null);
  const goodbye = useGoodbye(chat.id);
  const name = chatName(chat, t);

  return (
    <Section>
      <RowButton danger icon="leave" label={t(`info.leave.${chat.type}`)} onClick={() => setHow('leave')} />
      {mayDelete(chat) && <RowButton danger icon="trash" label={t(`info.delete.${chat.type}`)} onClick={() => setHow('delete')} />}
      {how !== null && (
        <ConfirmDialog
          action={t(`info.${how}.${chat.type}`)}
          danger
          onClose={() => setHow(null)}
          onConfirm={() => goodbye.mutateAsync(how)}
          title={t(`info.${how}.title`, { name })}
        >
          <p>{t(`info.${how}.lead`, { name })}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
