import { memo, type PointerEvent } from 'react';
import { useT } from '@/shared/i18n';
import { useUser } from '@/shared/people';
import { showPerson } from '@/shared/personCard';
import { dayLabel, fullTime } from '@/shared/time';
import { IconButton } from '@/shared/ui/Button';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { useLongPress } from '@/shared/ui/useLongPress';
import { Bubble } from './Bubble';
import { useConversation } from './context';
import { FailedActions } from './FailedActions';
import styles from './MessageRow.module.css';
import type { Row } from './rows';

/** A message with what stands above it: the day, the mark of the unread. */
export const MessageRow = memo(function MessageRow({ row, isTarget }: { row: Row; isTarget: boolean }) {
  const t = useT();
  const { chat, openMenu } = useConversation();
  const { message, own } = row;
  const isForeignInGroup = !own && chat.type === 'group';
  const sender = useUser(isForeignInGroup ? message.senderId : null);
  const isStored = row.state === 'sent' || row.state === 'read';
  const hasMenu = isStored && !message.deletedAt;
  const press = useLongPress((at) => hasMenu && openMenu(message, at));
  const name = own ? t('chat.you') : ((isForeignInGroup ? sender?.name : chat.peer?.name) ?? '\u00a0');

  return (
    <div className={row.first ? styles.first : styles.row}>
      {row.newDay && <DayLabel at={message.at} />}
      {row.firstUnread && <p className={styles.unread}>{t('message.unread')}</p>}
      <article
        aria-label={`${name}, ${fullTime(message.at)}`}
        className={[styles.line, own && styles.own, isTarget && styles.target].filter(Boolean).join(' ')}
        data-seq={message.seq}
        data-state={row.state}
        tabIndex={-1}
      >
        {isForeignInGroup && (
          <span className={styles.avatar}>
            {row.last && (
              // Not a stop of the Tab key: the keyboard's way to people is the list of members.
              <button aria-label={t('info.personOf', { name })} onClick={() => showPerson(message.senderId)} tabIndex={-1} type="button">
                <FileAvatar id={message.senderId} name={name} photoFileId={sender?.photoFileId} size={34} />
              </button>
            )}
          </span>
        )}
        <div className={styles.holder} {...(hasMenu && withoutText(press))}>
          <Bubble name={isForeignInGroup && row.first ? name : null} row={row} />
          {row.state === 'failed' && <FailedActions cid={message.cid} />}
        </div>
        {hasMenu && (
          <IconButton
            aria-haspopup="menu"
            className={styles.more}
            icon="more"
            label={t('message.actions')}
            onClick={(event) => openMenu(message, event.currentTarget)}
            tabIndex={-1}
          />
        )}
      </article>
    </div>
  );
});

/** A long press on a link or a picture is the browser's. */
function withoutText(press: ReturnType<typeof useLongPress>) {
  return {
    ...press,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (!(event.target as Element).closest('a, input, textarea')) press.onPointerDown(event);
    },
  };
}

function DayLabel({ at }: { at: string }) {
  const t = useT();
  const label = dayLabel(at, new Date(), { today: t('time.today'), yesterday: t('time.yesterday') });
  return (
    <p className={styles.day}>
      <span>{label}</span>
    </p>
  );
}

