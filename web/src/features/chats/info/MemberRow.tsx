import { useState } from 'react';
import { useIsOnline } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { showPerson } from '@/shared/personCard';
import { useSession } from '@/shared/session';
import type { LocalChat } from '@/shared/sync/fold';
import type { Member } from '@/shared/types';
import { IconButton } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import rows from '@/shared/ui/Item.module.css';
import { Menu, type MenuItem } from '@/shared/ui/Menu';
import { PersonTexts } from '../create/PersonTexts';
import styles from './ChatInfo.module.css';
import { useMemberChange } from './infoApi';
import { mayRemove, rolesFor } from './rights';

interface MemberRowProps {
  chat: LocalChat;
  member: Member;
}

export function MemberRow({ chat, member }: MemberRowProps) {
  const t = useT();
  const me = useSession((session) => session.user?.id);
  const [menuAt, setMenuAt] = useState<Element | null>(null);
  const [removing, setRemoving] = useState(false);
  const change = useMemberChange(chat.id);
  const { user, role } = member;
  const isMe = user.id === me;
  const online = useIsOnline(user.id) || isMe;
  const name = user.name || t('chat.deletedUser');
  const items = isMe ? [] : actions();

  function actions(): MenuItem[] {
    const roles = rolesFor(chat, member).map((next) => ({
      id: next,
      label: t(`role.make.${next}`),
      onSelect: () => change.mutate({ userId: user.id, role: next }),
    }));
    if (!mayRemove(chat, member)) return roles;
    return [...roles, { id: 'remove', danger: true, label: t('info.remove'), onSelect: () => setRemoving(true) }];
  }

  return (
    <li className={styles.member}>
      <button className={`${rows.row} ${styles.memberButton}`} disabled={isMe} onClick={() => showPerson(user.id)} type="button">
        <PersonTexts note={isMe ? t('info.you') : online ? t('presence.online') : undefined} person={{ ...user, name }} />
        {(role === 'owner' || role === 'admin' || (role === 'reader' && chat.type === 'group')) && (
          <span className={styles.role}>{t(`role.${role}`)}</span>
        )}
      </button>
      {items.length > 0 && (
        <IconButton
          aria-haspopup="menu"
          icon="more"
          label={t('info.memberActions', { name })}
          onClick={(event) => setMenuAt(event.currentTarget)}
        />
      )}
      {menuAt && <Menu at={menuAt} items={items} label={t('info.memberActions', { name })} onClose={() => setMenuAt(null)} />}
      {removing && (
        <ConfirmDialog
          action={t('info.remove')}
          danger
          onClose={() => setRemoving(false)}
          onConfirm={() => change.mutateAsync({ userId: user.id, role: null })}
          title={t('info.removeTitle')}
        >
          <p>{t('info.removeLead', { name })}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
