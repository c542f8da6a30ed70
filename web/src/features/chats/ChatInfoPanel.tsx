import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import { Head } from '@/shared/ui/Head';
import { SidePanel } from '@/shared/ui/SidePanel';
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

/** Who is in the chat, its settings, the other person's profile. */
export default function ChatInfoPanel({ chat, onClose }: ChatInfoPanelProps) {
  const t = useT();
  const title = t(chat.type === 'personal' ? 'info.person' : `info.${chat.type}`);
  return (
    <SidePanel head={<Head level={2} onOut={onClose} out="close" title={title} />} isSunken label={title} onEscape={onClose}>
      <div className={styles.content}>
        <InfoHead chat={chat} />
        <MediaSection chatId={chat.id} />
        <MarksSection chat={chat} />
        {mayManage(chat) && <HistorySection chat={chat} />}
        {chat.type !== 'personal' && <MembersSection chat={chat} />}
        {mayLeave(chat) && <GoodbyeSection chat={chat} />}
      </div>
    </SidePanel>
  );
}
