import { useEffect, useRef } from 'react';
import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import { IconButton } from '@/shared/ui/Button';
import styles from './info/ChatInfo.module.css';
import { GoodbyeSection } from './info/GoodbyeSection';
import { HistorySection } from './info/HistorySection';
import { InfoHead } from './info/InfoHead';
import { MarksSection } from './info/MarksSection';
import { MediaSection } from './info/MediaSection';
import { MembersSection } from './info/MembersSection';
import { mayLeave, mayManage } from './info/rights';

interface ChatInfoPanelProps {
  chat: LocalChat;
  onClose: () => void;
}

/** Beside the conversation, or over it where there is no room: who is in it, its settings, the other person's profile. */
export default function ChatInfoPanel({ chat, onClose }: ChatInfoPanelProps) {
  const t = useT();
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    panel.current!.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const title = t(chat.type === 'personal' ? 'info.person' : `info.${chat.type}`);
  return (
    // Esc closes what has no backdrop to press.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      aria-label={title}
      className={styles.panel}
      onKeyDown={(event) => {
        // A dialog opened from here closes first, and alone.
        const inDialog = (event.target as Element).closest('dialog') !== null;
        if (event.key === 'Escape' && !event.defaultPrevented && !inDialog) onClose();
      }}
      ref={panel}
      tabIndex={-1}
    >
      <div className={styles.header}>
        <IconButton icon="close" label={t('common.close')} onClick={onClose} />
        <h2 className={styles.heading}>{title}</h2>
      </div>
      <div className={styles.content}>
        <InfoHead chat={chat} />
        <MediaSection chatId={chat.id} />
        <MarksSection chat={chat} />
        {mayManage(chat) && <HistorySection chat={chat} />}
        {chat.type !== 'personal' && <MembersSection chat={chat} />}
        {mayLeave(chat) && <GoodbyeSection chat={chat} />}
      </div>
    </aside>
  );
}
