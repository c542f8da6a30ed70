import { useState } from 'react';
import { isMuted } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import { fullTime } from '@/shared/time';
import { Menu, type MenuItem } from '@/shared/ui/Menu';
import { RowButton, RowSwitch, Section } from '@/shared/ui/Section';
import { useToastProblem } from '@/shared/ui/Toast';
import { useChatMark } from '../chatsApi';
import { isForever, muteChat } from './infoApi';

const hour = 3_600_000;

/** What is only for oneself: mute, pin, archive. */
export function MarksSection({ chat }: { chat: LocalChat }) {
  const t = useT();
  const toastProblem = useToastProblem();
  const mark = useChatMark();
  const [menuAt, setMenuAt] = useState<Element | null>(null);
  const muted = isMuted(chat);
  const mute = (length: number | 'forever' | null) => void muteChat(chat.id, length).catch(toastProblem);

  const lengths: MenuItem[] = [
    { id: 'hour', icon: 'clock', label: t('mute.hours', { count: 1 }), onSelect: () => mute(hour) },
    { id: 'hours', icon: 'clock', label: t('mute.hours', { count: 8 }), onSelect: () => mute(8 * hour) },
    { id: 'forever', icon: 'bellOff', label: t('mute.forever'), onSelect: () => mute('forever') },
  ];
  return (
    <Section>
      {muted ? (
        <RowButton icon="bellOff" hint={mutedUntil(chat.mutedUntil!, t)} label={t('chat.unmute')} onClick={() => mute(null)} />
      ) : (
        <RowButton
          aria-haspopup="menu"
          icon="bell"
          label={t('chat.mute')}
          onClick={(event) => setMenuAt(event.currentTarget)}
        />
      )}
      <RowSwitch checked={chat.pinned} icon="pin" label={t('chat.pin')} onChange={() => mark.mutate({ chat, mark: 'pin' })} />
      <RowSwitch
        checked={chat.archived}
        icon="archive"
        label={t('info.archived')}
        onChange={() => mark.mutate({ chat, mark: 'archive' })}
      />
      {menuAt && <Menu at={menuAt} items={lengths} label={t('chat.mute')} onClose={() => setMenuAt(null)} />}
    </Section>
  );
}

function mutedUntil(until: string, t: ReturnType<typeof useT>): string {
  return isForever(until) ? t('mute.isForever') : t('mute.isUntil', { time: fullTime(until) });
}
