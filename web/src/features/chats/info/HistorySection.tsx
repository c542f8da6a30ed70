import { useState } from 'react';
import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import { RowSwitch, Section } from '@/shared/ui/Section';
import { useToastProblem } from '@/shared/ui/Toast';
import { changeChat } from './infoApi';

/** Whether people who join later see what was written before. */
export function HistorySection({ chat }: { chat: LocalChat }) {
  const t = useT();
  const toastProblem = useToastProblem();
  const [wish, setWish] = useState<boolean | null>(null);

  async function change(historyForNewMembers: boolean) {
    // Not disabled meanwhile: that would take the focus away.
    if (wish !== null) return;
    setWish(historyForNewMembers);
    try {
      await changeChat(chat.id, { historyForNewMembers });
    } catch (error) {
      toastProblem(error);
    } finally {
      setWish(null);
    }
  }

  return (
    <Section>
      <RowSwitch
        checked={wish ?? chat.historyForNewMembers}
        hint={t('info.historyHint')}
        icon="clock"
        label={t('info.history')}
        onChange={(checked) => void change(checked)}
      />
    </Section>
  );
}
