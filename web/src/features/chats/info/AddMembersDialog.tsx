import { useState } from 'react';
import { useT } from '@/shared/i18n';
import { useProblemText } from '@/shared/problemText';
import type { Member, User } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Notice } from '@/shared/ui/Notice';
import { MemberPicker } from '../create/MemberPicker';
import { addMembers } from './infoApi';

interface AddMembersDialogProps {
  chatId: string;
  /** Those already seen; the server ignores others who belong to the chat already. */
  members: Member[];
  onClose: () => void;
}

export default function AddMembersDialog({ chatId, members, onClose }: AddMembersDialogProps) {
  const t = useT();
  const problemText = useProblemText();
  const [chosen, setChosen] = useState<User[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function add() {
    setBusy(true);
    setProblem(null);
    try {
      await addMembers(
        chatId,
        chosen.map(({ id }) => id),
      );
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  }

  return (
    <Dialog
      footer={
        <>
          <Button onClick={onClose} variant="quiet">
            {t('common.cancel')}
          </Button>
          <Button busy={busy} disabled={chosen.length === 0} onClick={() => void add()}>
            {t('info.addChosen', { count: chosen.length })}
          </Button>
        </>
      }
      onClose={onClose}
      tall
      title={t('info.add')}
    >
      <MemberPicker focusFirst chosen={chosen} onChange={setChosen} without={new Set(members.map(({ user }) => user.id))} />
      {problem !== null && <Notice tone="danger">{problemText(problem)}</Notice>}
    </Dialog>
  );
}
