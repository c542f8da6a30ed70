import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useT } from '@/shared/i18n';
import type { ChatLog } from '@/shared/sync/fold';
import { jumpToNewest, loadNewer, loadOlder } from '@/shared/sync/history';
import { markRead } from '@/shared/sync/signals';
import { FloatingDay } from './FloatingDay';
import { JumpButton } from './JumpButton';
import styles from './MessageList.module.css';
import { MessageRow } from './MessageRow';
import { type Place, usePlace } from './place';
import { isPrepend, type Row } from './rows';
import { useConversation } from './context';

interface MessageListProps {
  log: ChatLog;
  rows: Row[];
  /** Of a permalink or an answered message. `n` grows with every jump, to the same place too. */
  target: { seq: number; n: number } | null;
  /** Grows with everything that is sent from here, which is to be seen wherever one was reading. */
  sends: number;
  /** Everything after it was unread when one came; null when nothing was. */
  unreadAfter: number | null;
  /** On the way to a message that it was opened for. */
  isJumping: boolean;
}

/** Nearer than this to an end, the next page is fetched. */
const ahead = 1600;
/** Nearer than this to the end, what comes new is followed. */
const atEndWithin = 60;
const buffer = 600;
/** A day's own label takes this much above its first message. */
const dayLabel = 36;

export function MessageList({ log, rows, target, sends, unreadAfter, isJumping }: MessageListProps) {
  const t = useT();
  const { chat } = useConversation();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { hold, take, scrolled } = usePlace(scroller, list, rows, log.pos < chat.lastSeq);
  const [jumps, setJumps] = useState(0);
  const [isAtEnd, setAtEnd] = useState(true);
  const [topRow, setTopRow] = useState<Row | null>(null);
  const [isLabelled, setLabelled] = useState(false);

  // `shift` keeps the place from the end and must be true for exactly the render that brings older messages.
  const [drawn, setDrawn] = useState({ rows, shift: false });
  if (drawn.rows !== rows) setDrawn({ rows, shift: isPrepend(drawn.rows, rows) });

  const look = useCallback(() => {
    const view = scroller.current;
    if (view === null || list.current === null || list.current.viewportSize === 0) return;
    // As the view stands: what the virtualizer knows is of its last scroll event.
    const { scrollTop: top, clientHeight, scrollHeight } = view;
    const bottom = top + clientHeight;
    const stands = scrolled(log.atEnd && bottom >= scrollHeight - atEndWithin);
    setAtEnd(stands);
    const first = list.current.findItemIndex(top + 8);
    setTopRow(rows[first] ?? null);
    setLabelled(rows[first]?.newDay === true && list.current.getItemOffset(first) + dayLabel > top);
    if (top < ahead) void loadOlder(chat.id).catch(() => {});
    if (bottom > scrollHeight - ahead) void loadNewer(chat.id).catch(() => {});
    if (!isJumping) readUpTo(chat, log.pos, rows.slice(0, stands ? rows.length : list.current.findItemIndex(bottom - 24) + 1));
  }, [chat, log.atEnd, log.pos, rows, scrolled, isJumping]);

  usePlaceOnComing(take, rows, target, { unreadAfter, isAtEnd });

  useLayoutEffect(() => {
    if (sends > 0) take('end');
  }, [sends, take]);

  // With every change of the rows, and after `take`.
  useLayoutEffect(hold, [hold, target, sends, jumps]);

  useEffect(() => {
    if (sends > 0) void jumpToNewest(chat.id).catch(() => {});
  }, [sends, chat.id]);

  useEffect(() => {
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [look]);

  const follow = () => {
    hold();
    look();
  };

  async function goToEnd() {
    await jumpToNewest(chat.id).catch(() => {});
    take('end');
    setJumps((count) => count + 1);
  }

  return (
    <div className={styles.frame}>
      {/* Messages are walked through with the arrows, so the list itself takes the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        aria-label={t('message.list')}
        className={styles.scroller}
        onKeyDown={walk}
        ref={scroller}
        role="region"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <div className={styles.filler} />
        <Virtualizer bufferSize={buffer} data={rows} onResize={follow} onScroll={look} ref={list} scrollRef={scroller} shift={drawn.shift}>
          {(row: Row) => <MessageRow isTarget={row.message.seq === target?.seq} key={row.key} row={row} />}
        </Virtualizer>
      </div>
      <FloatingDay at={topRow?.message.at ?? null} isLabelled={isLabelled} />
      {!isAtEnd && <JumpButton onClick={() => void goToEnd()} unread={chat.unread} />}
    </div>
  );
}

/** At a message that was asked for, else at the first unread one, else at the end. */
function usePlaceOnComing(
  take: (place: Place) => void,
  rows: Row[],
  target: MessageListProps['target'],
  { unreadAfter, isAtEnd }: { unreadAfter: number | null; isAtEnd: boolean },
) {
  const placed = useRef<number | null>(null);
  const begun = useRef(unreadAfter);
  const n = target?.n ?? 0;
  useLayoutEffect(() => {
    if (rows.length === 0) return;
    if (placed.current === n) {
      // Back at the end of what has grown meanwhile; whoever reads above it stays there.
      if (unreadAfter !== begun.current && unreadAfter !== null && isAtEnd) take('unread');
      begun.current = unreadAfter;
      return;
    }
    const wanted = target === null ? undefined : rows.find((row) => row.message.seq === target.seq);
    if (target !== null && wanted === undefined) return;
    placed.current = n;
    begun.current = unreadAfter;
    if (wanted) take({ key: wanted.key });
    else take(unreadAfter === null ? 'end' : 'unread');
  }, [take, rows, target, n, unreadAfter, isAtEnd]);
}

/** What is still missing among them has not been seen. */
function readUpTo(chat: { id: string; readSeq: number }, complete: number, seen: Row[]) {
  if (document.visibilityState !== 'visible') return;
  const stored = seen.findLast((row) => (row.state === 'sent' || row.state === 'read') && row.message.seq <= complete);
  if (stored && stored.message.seq > chat.readSeq) markRead(chat.id, stored.message.seq);
}

function walk(event: KeyboardEvent<HTMLElement>) {
  const articles = [...event.currentTarget.querySelectorAll<HTMLElement>('article')];
  const now = articles.indexOf(document.activeElement as HTMLElement);
  if ((event.key === 'Enter' || event.key === 'ContextMenu') && now !== -1) {
    event.preventDefault();
    articles[now]!.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  const next = now === -1 ? articles.at(-1) : articles[now + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}
