import { useLocation } from 'wouter';
import { isMuted } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { markRead } from '@/shared/sync/signals';
import type { LocalChat } from '@/shared/sync/fold';
import { Menu, type MenuItem } from '@/shared/ui/Menu';
import { useChatMark } from './chatsApi';

interface ChatMenuProps {
  chat: LocalChat;
  at: { x: number; y: number } | Element;
  onClose: () => void;
}

export function ChatMenu({ chat, at, onClose }: ChatMenuProps) {
  const t = useT();
  const [, navigate] = useLocation();
  const mark = useChatMark();
  const muted = isMuted(chat);
  const items: MenuItem[] = [
    ...(chat.unread > 0 && chat.lastMessage
      ? [{ id: 'read', icon: 'checks' as const, label: t('chat.markRead'), onSelect: () => markRead(chat.id, chat.lastMessage!.seq) }]
      : []),
    {
      id: 'pin',
      icon: chat.pinned ? 'unpin' : 'pin',
      label: t(chat.pinned ? 'chat.unpin' : 'chat.pin'),
      onSelect: () => mark.mutate({ chat, mark: 'pin' }),
    },
    {
      id: 'mute',
      icon: muted ? 'bell' : 'bellOff',
      label: t(muted ? 'chat.unmute' : 'chat.mute'),
      onSelect: () => mark.mutate({ chat, mark: 'mute' }),
    },
    {
      id: 'archive',
      icon: 'archive',
      label: t(chat.archived ? 'chat.unarchive' : 'chat.archive'),
      onSelect: () => mark.mutate({ chat, mark: 'archive' }),
    },
    { id: 'info', icon: 'info', label: t('chat.info'), onSelect: () => navigate(paths.chatInfo(chat.id)) },
  ];
  return <Menu at={at} items={items} label={t('chat.actions')} onClose={onClose} />;
}
