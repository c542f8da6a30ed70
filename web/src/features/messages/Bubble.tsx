import { useT } from '@/shared/i18n';
import { clockTime, fullTime } from '@/shared/time';
import { Icon } from '@/shared/ui/Icon';
import styles from './Bubble.module.css';
import { useConversation } from './context';
import { MessageText } from './MessageText';
import { Reactions } from './Reactions';
import { ReplyQuote } from './ReplyQuote';
import type { MessageState, Row } from './rows';

const jumbo = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}){1,12}$/u;
const onlyDigits = /^[\d#*]+$/;

export function Bubble({ row, name }: { row: Row; name: string | null }) {
  const t = useT();
  const { renderFiles, chat } = useConversation();
  const { message, own } = row;
  const hasFiles = message.files.length > 0;
  const isBare = hasFiles && message.text === '' && message.files.every(({ kind }) => kind === 'photo' || kind === 'video') && !message.replyTo;
  const isJumbo = !hasFiles && jumbo.test(message.text) && !onlyDigits.test(message.text) && [...message.text].length <= 6;
  const names = [styles.bubble, own && styles.own, row.last && styles.last, isBare && styles.bare];

  return (
    <div className={names.filter(Boolean).join(' ')}>
      {name && <bdi className={styles.name}>{name}</bdi>}
      {message.replyTo && <ReplyQuote chatId={chat.id} seq={message.replyTo} />}
      {hasFiles && (
        <div className={styles.files}>
          {renderFiles({ files: message.files, uploadIds: row.uploadIds, message })}
        </div>
      )}
      {message.deletedAt ? (
        <span className={styles.deleted}>{t('message.deleted')}</span>
      ) : (
        message.text !== '' && <MessageText className={isJumbo ? styles.jumbo : styles.text} text={message.text} />
      )}
      <span className={styles.meta}>
        {message.editedAt && !message.deletedAt && <span>{t('message.edited')}</span>}
        <time dateTime={message.at} title={fullTime(message.at)}>
          {clockTime(message.at)}
        </time>
        {own && !message.deletedAt && chat.type !== 'channel' && <Ticks state={row.state} />}
      </span>
      {message.reactions.length > 0 && <Reactions message={message} />}
    </div>
  );
}

function Ticks({ state }: { state: MessageState }) {
  const t = useT();
  const icon = { uploading: 'clock', sending: 'clock', failed: 'warning', sent: 'check', read: 'checks' } as const;
  return (
    <span aria-label={t(`message.state.${state}`)} className={state === 'failed' ? styles.failed : styles.ticks} role="img">
      <Icon name={icon[state]} size={15} />
    </span>
  );
}
