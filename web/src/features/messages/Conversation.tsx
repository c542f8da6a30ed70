import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { mayPost } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import type { LocalChat } from '@/shared/sync/fold';
import type { Message } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { useProblemText } from '@/shared/problemText';
import { useVisit } from '@/shared/visit';
import { Announcer } from './Announcer';
import { type About, Composer } from './Composer';
import composerStyles from './Composer.module.css';
import { type ConversationContext, Conversing, type RenderFiles, type RenderRecorder } from './context';
import styles from './Conversation.module.css';
import { MessageList } from './MessageList';
import type { MessageAction } from './MessageMenu';
import { useJump, useReact, useRows, useWindow } from './messagesApi';
import { useUnreadAfter } from './unread';
import { useFileDrop } from './useFileDrop';

const MessageMenu = lazy(() => import('./MessageMenu'));
const ReadersDialog = lazy(() => import('./ReadersDialog'));
const DeleteDialog = lazy(() => import('./DeleteDialog'));
const EmojiPicker = lazy(() => import('./EmojiPicker'));

interface ConversationProps {
  chat: LocalChat;
  me: string;
  /** Of a permalink. */
  seq: number | null;
  renderFiles: RenderFiles;
  renderRecorder: RenderRecorder;
  /** Shows picked files before they are sent. */
  renderPreview: (props: { files: File[]; replyTo: number | undefined; onSent: () => void; onClose: () => void }) => ReactNode;
}

interface MenuAt {
  message: Message;
  at: { x: number; y: number } | Element;
}

export function Conversation({ chat, me, seq, renderFiles, renderRecorder, renderPreview }: ConversationProps) {
  const t = useT();
  const problemText = useProblemText();
  const history = useWindow(chat.id);
  const log = history.data;
  const [unreadAfter, forgetUnread] = useUnreadAfter(chat, log);
  const rows = useRows(chat.id, log, unreadAfter);
  const [about, setAbout] = useState<About | null>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [asked, setAsked] = useState<{ action: MessageAction; message: Message } | null>(null);
  const [files, setFiles] = useState<File[]>([]);
  const { target, isJumping, jumpTo, forgetTarget } = useTarget(chat.id, seq, log !== undefined);
  const [sends, setSends] = useState(0);
  const react = useReact();
  const drop = useFileDrop(setFiles, mayPost(chat));

  const context = useMemo<ConversationContext>(
    () => ({ chat, me, renderFiles, renderRecorder, openMenu: (message, at) => setMenu({ message, at }), jump: jumpTo }),
    [chat, me, renderFiles, renderRecorder, jumpTo],
  );

  function act(action: MessageAction, message: Message) {
    if (action === 'reply' || action === 'edit') setAbout({ type: action, message });
    else setAsked({ action, message });
  }

  function sent() {
    forgetUnread();
    forgetTarget();
    setSends((count) => count + 1);
  }

  function filesSent() {
    if (about?.type === 'reply') setAbout(null);
    sent();
  }

  function editLast() {
    const last = rows.findLast((row) => row.own && row.message.text !== '' && (row.state === 'sent' || row.state === 'read'));
    if (last) setAbout({ type: 'edit', message: last.message });
  }

  const closeAsked = () => setAsked(null);

  return (
    <Conversing value={context}>
      <section aria-label={t('message.conversation')} className={styles.conversation} {...drop.handlers}>
        {log ? (
          rows.length > 0 || !log.atStart ? (
            <MessageList isJumping={isJumping} log={log} rows={rows} sends={sends} target={target} unreadAfter={unreadAfter} />
          ) : (
            <p className={styles.empty}>{t('message.none')}</p>
          )
        ) : history.isError ? (
          <div className={styles.empty} role="alert">
            <p>{problemText(history.error)}</p>
            <Button onClick={() => void history.refetch()} variant="secondary">
              {t('common.retry')}
            </Button>
          </div>
        ) : (
          <CenteredSpinner label={t('common.loading')} />
        )}
        {drop.isOver && <p className={styles.drop}>{t('composer.drop')}</p>}
        <Announcer newest={log?.atEnd ? log.messages.at(-1) : null} />
        {mayPost(chat) ? (
          <Composer
            about={about}
            chatId={chat.id}
            onAboutDone={() => setAbout(null)}
            onEditLast={editLast}
            onFiles={setFiles}
            onSent={sent}
          />
        ) : (
          <p className={composerStyles.notice}>{t(chat.type === 'channel' ? 'composer.readOnly' : 'composer.reader')}</p>
        )}
        <Suspense>
          {menu && <MessageMenu {...context} {...menu} onAction={(action) => act(action, menu.message)} onClose={() => setMenu(null)} />}
          {asked?.action === 'readers' && <ReadersDialog chatId={chat.id} onClose={closeAsked} seq={asked.message.seq} />}
          {asked?.action === 'delete' && <DeleteDialog message={asked.message} onClose={closeAsked} />}
          {asked?.action === 'react' && (
            <div className={styles.picker}>
              <EmojiPicker
                onClose={closeAsked}
                onPick={(emoji) => {
                  react.mutate({ chatId: chat.id, seq: asked.message.seq, emoji, on: true });
                  closeAsked();
                }}
              />
            </div>
          )}
          {files.length > 0 && renderPreview({ files, replyTo: about?.type === 'reply' ? about.message.seq : undefined, onSent: filesSent, onClose: () => setFiles([]) })}
        </Suspense>
      </section>
    </Conversing>
  );
}

/** Where to look: a permalink's message, an answered one, or nowhere in particular. */
function useTarget(chatId: string, seq: number | null, isLoaded: boolean) {
  const jump = useJump(chatId);
  const visit = useVisit();
  const [target, setTarget] = useState<{ seq: number; n: number } | null>(null);
  // Opened for one message: what stands here until it comes is not what one wants to read.
  const [isJumping, setJumping] = useState(seq !== null);
  const { mutate } = jump;
  const jumpTo = useCallback(
    (wanted: number) =>
      mutate(wanted, {
        onSuccess: () => setTarget((before) => ({ seq: wanted, n: (before?.n ?? 0) + 1 })),
        onSettled: () => setJumping(false),
      }),
    [mutate],
  );
  const forgetTarget = useCallback(() => setTarget(null), []);
  useEffect(() => {
    if (seq !== null && isLoaded) jumpTo(seq);
  }, [seq, visit, isLoaded, jumpTo]);
  return { target, isJumping, jumpTo, forgetTarget };
}
