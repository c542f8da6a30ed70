import { memo } from 'react';
import { Link, useLocation } from 'wouter';
import { chatAvatarId, chatName, chatPhoto, useChat } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useUser } from '@/shared/people';
import { useSession } from '@/shared/session';
import { summary } from '@/shared/summary';
import { fullTime, shortTime } from '@/shared/time';
import type { Found } from '@/shared/types';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { Icon } from '@/shared/ui/Icon';
import { newVisit } from '@/shared/visit';
import styles from './FoundRow.module.css';
import { snippet } from './snippet';

interface FoundRowProps {
  found: Found;
  /** Within its chat it says who wrote, else first of all where. */
  inChat?: boolean;
  isCurrent: boolean;
  onOpen?: (seq: number) => void;
}

/** A found message: its words around the first match. */
export const FoundRow = memo(function FoundRow({ found, inChat = false, isCurrent, onOpen }: FoundRowProps) {
  const [, navigate] = useLocation();
  const { message } = found;
  const { title, avatar, writer } = useSource(found, inChat);
  // Where nothing in the text was searched for, it may have been in the name of a file.
  const named = found.matches.length === 0 && message.text !== '' && message.files.find(({ kind }) => kind === 'document');
  const href = paths.message(message.chatId, message.seq);

  return (
    <li className={styles.item}>
      <Link
        aria-current={isCurrent ? 'location' : undefined}
        className={isCurrent ? `${styles.row} ${styles.current}` : styles.row}
        href={href}
        onClick={(event) => {
          event.preventDefault();
          if (onOpen) onOpen(message.seq);
          else navigate(href, { state: newVisit() });
        }}
      >
        <FileAvatar {...avatar} size={inChat ? 38 : 48} />
        <span className={styles.texts}>
          <span className={styles.line}>
            <bdi className={styles.title}>{title}</bdi>
            <time className={styles.time} dateTime={message.at} title={fullTime(message.at)}>
              {shortTime(message.at, new Date())}
            </time>
          </span>
          <span className={styles.snippet} dir="auto">
            {writer && (
              <>
                <bdi className={styles.writer}>{writer}</bdi>
                {': '}
              </>
            )}
            {message.files.length > 0 && (
              <span className={styles.clip}>
                <Icon name="attach" size={15} />
                {named && ` ${named.name} `}
              </span>
            )}
            <Words found={found} />
          </span>
        </span>
      </Link>
    </li>
  );
});

function Words({ found: { message, matches } }: { found: Found }) {
  const t = useT();
  if (message.text === '') return summary(message, t);
  return snippet(message.text, matches).map(({ text, isMatch }, index) =>
    isMatch ? (
      <mark className={styles.match} key={index}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

/** Whose picture and name stand beside the words. */
function useSource({ message }: Found, inChat: boolean) {
  const t = useT();
  const chat = useChat(message.chatId);
  const me = useSession((session) => session.user);
  const isOwn = message.senderId === me?.id;
  const isRoom = chat !== undefined && chat.type !== 'personal';
  const isByPerson = chat?.type !== 'channel';
  const asked = useUser(isByPerson && !isOwn && (inChat || isRoom) ? message.senderId : null);
  const sender = isOwn ? me : asked;
  if (inChat && isByPerson) {
    const name = sender?.name ?? t('chat.deletedUser');
    return { title: isOwn ? t('chat.you') : (sender?.name ?? '\u00a0'), avatar: { id: message.senderId, name, photoFileId: sender?.photoFileId }, writer: null };
  }
  const name = chat ? chatName(chat, t) : t('chat.unnamed');
  const writer = inChat || !isByPerson ? null : isOwn ? t('chat.you') : isRoom ? sender?.name : null;
  return { title: name, avatar: { id: chat ? chatAvatarId(chat) : message.chatId, name, photoFileId: chat && chatPhoto(chat) }, writer };
}
