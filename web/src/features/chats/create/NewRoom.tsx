import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { PhotoButton } from '@/shared/photo/PhotoButton';
import type { User } from '@/shared/types';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { FormDialog } from '@/shared/ui/FormDialog';
import { TextField } from '@/shared/ui/TextField';
import { useForm } from '@/shared/useForm';
import { useCreateRoom } from './createApi';
import { MemberPicker } from './MemberPicker';
import styles from './People.module.css';

interface NewRoomProps {
  type: 'group' | 'channel';
  onClose: () => void;
  onBack: () => void;
}

/** Name, photo and first members of a group or channel. */
export function NewRoom({ type, onClose, onBack }: NewRoomProps) {
  const t = useT();
  const [, navigate] = useLocation();
  const avatarId = useId();
  const create = useCreateRoom();
  const [photo, setPhoto] = useState<string | null>(null);
  const [members, setMembers] = useState<User[]>([]);
  const form = useForm({
    initial: { name: '' },
    check: ({ name }) => ({ name: name.trim() === '' ? t('room.nameMissing') : null }),
    refused: { name: t('refused.name') },
    send: async ({ name }) => {
      const chat = await create({ type, name: name.trim(), memberIds: members.map(({ id }) => id) }, photo);
      navigate(paths.chat(chat.id));
    },
  });

  return (
    <FormDialog action={t('room.create')} back={onBack} form={form} onClose={onClose} tall title={t(`room.new.${type}`)}>
      <div className={styles.head}>
        <PhotoButton hasPhoto={photo !== null} label={t('room.photo')} onChange={async (fileId) => setPhoto(fileId)}>
          <FileAvatar id={avatarId} name={form.values.name || '?'} photoFileId={photo} size={72} />
        </PhotoButton>
        <TextField
          {...form.field('name')}
          autoComplete="off"
          data-autofocus
          hint={t(`room.hint.${type}`)}
          label={t(`room.name.${type}`)}
          maxLength={64}
        />
      </div>
      <MemberPicker chosen={members} onChange={setMembers} />
    </FormDialog>
  );
}
