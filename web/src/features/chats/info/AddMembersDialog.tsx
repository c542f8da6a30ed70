import { useState } from 'react';
import { useT } from '@/shared/i18n';
import type { Member, User } from '@/shared/types';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
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
  const [chosen, setChosen] = useState<User[]>([]);
  const ids = chosen.map(({ id }) => id);
  return (
    <ConfirmDialog
      action={t('info.addChosen', { count: chosen.length })}
      disabled={chosen.length === 0}
      onClose={onClose}
      onConfirm={() => addMembers(chatId, ids)}
      tall
      title={t('info.add')}
    >
      <MemberPicker focusFirst chosen={chosen} onChange={setChosen} without={new Set(members.map(({ user }) => user.id))} />
    </ConfirmDialog>
  );
}
