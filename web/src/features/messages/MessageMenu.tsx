import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import type { Message } from '@/shared/types';
import { isManager, mayPost } from '@/shared/chats';
import type { LocalChat } from '@/shared/sync/fold';
import { Menu, type MenuItem } from '@/shared/ui/Menu';
import { toast } from '@/shared/ui/Toast';
import styles from './MessageMenu.module.css';
import { useReact } from './messagesApi';

export type MessageAction = 'reply' | 'edit' | 'delete' | 'readers' | 'react';

interface MessageMenuProps {
  chat: LocalChat;
  me: string;
  message: Message;
  at: { x: number; y: number } | Element;
  onAction: (action: MessageAction) => void;
  onClose: () => void;
}

const quick = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export default function MessageMenu({ chat, me, message, at, onAction, onClose }: MessageMenuProps) {
  const t = useT();
  const react = useReact();
  const own = message.senderId === me;
  const item = (id: MessageAction, icon: MenuItem['icon'], danger = false): MenuItem => ({
    id,
    label: t(`message.action.${id}`),
    danger,
    onSelect: () => onAction(id),
    ...(icon && { icon }),
  });
  const copy = (id: string, text: string): MenuItem => ({
    id,
    icon: 'copy',
    label: t(`message.action.${id}`),
    onSelect: () => void navigator.clipboard.writeText(text).then(() => toast(t('message.copied'))),
  });

  const items = [
    mayPost(chat) && item('reply', 'reply'),
    own && message.text !== '' && item('edit', 'edit'),
    message.text !== '' && copy('copyText', message.text),
    copy('copyLink', new URL(paths.message(chat.id, message.seq), location.href).href),
    own && chat.type !== 'channel' && item('readers', 'checks'),
    (own || (chat.type !== 'personal' && isManager(chat))) && item('delete', 'trash', true),
  ].filter((entry): entry is MenuItem => entry !== false);

  return (
    <Menu
      at={at}
      items={items}
      label={t('message.actions')}
      onClose={onClose}
      top={
        <div className={styles.quick} role="group">
          {quick.map((emoji) => {
            const mine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine);
            return (
              <button
                aria-checked={mine}
                aria-label={t('message.reactWith', { emoji })}
                className={styles.emoji}
                key={emoji}
                onClick={() => {
                  onClose();
                  react.mutate({ chatId: chat.id, seq: message.seq, emoji, on: !mine });
                }}
                role="menuitemcheckbox"
                tabIndex={-1}
                type="button"
              >
                {emoji}
              </button>
            );
          })}
          <button
            aria-label={t('message.action.react')}
            className={styles.emoji}
            onClick={() => {
              onClose();
              onAction('react');
            }}
            role="menuitem"
            tabIndex={-1}
            type="button"
          >
            +
          </button>
        </div>
      }
    />
  );
}
