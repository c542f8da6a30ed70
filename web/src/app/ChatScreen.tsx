import { useQuery } from '@tanstack/react-query';
import { lazy, useEffect } from 'react';
import { Link } from 'wouter';
import { ChatHeader } from '@/features/chats/ChatHeader';
import { Attachments } from '@/features/files/Attachments';
import { silence } from '@/features/files/play/turn';
import { Conversation } from '@/features/messages/Conversation';
import type { RenderFiles, RenderRecorder } from '@/features/messages/context';
import { useChat } from '@/shared/chats';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { useSession } from '@/shared/session';
import { getChat } from '@/shared/sync/cache';
import { refetchChat } from '@/shared/sync/chatSync';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import styles from './Shell.module.css';

const PreviewDialog = lazy(() => import('@/features/files/PreviewDialog'));
const Recorder = lazy(() => import('@/features/files/voice/Recorder'));

const renderFiles: RenderFiles = (props) => <Attachments {...props} />;
const renderRecorder: RenderRecorder = (props) => <Recorder {...props} />;

/** An opened chat: its head, its messages, and how files look in them. */
export default function ChatScreen({ chatId, seq }: { chatId: string; seq: number | null }) {
  const t = useT();
  const chat = useChat(chatId);
  const me = useSession((session) => session.user!.id);
  const isMissing = useIsMissing(chatId, chat !== undefined);

  // Out of the chat there is nothing to stop it with.
  useEffect(() => silence, []);

  if (chat === undefined) {
    if (!isMissing) return <CenteredSpinner label={t('common.loading')} />;
    return (
      <div className={styles.notice}>
        <p>{t('chat.gone')}</p>
        <Link href={paths.home}>{t('notFound.home')}</Link>
      </div>
    );
  }
  return (
    <>
      <ChatHeader chat={chat} />
      <Conversation
        chat={chat}
        key={chatId}
        me={me}
        renderFiles={renderFiles}
        renderPreview={(props) => <PreviewDialog chatId={chatId} {...props} />}
        renderRecorder={renderRecorder}
        seq={seq}
      />
    </>
  );
}

/** A link may lead to a chat that is not in the list yet, or not for us. */
function useIsMissing(chatId: string, isKnown: boolean): boolean {
  const asked = useQuery({
    queryKey: ['chat', chatId],
    queryFn: async () => {
      await refetchChat(chatId);
      return getChat(chatId) !== undefined;
    },
    enabled: !isKnown,
  });
  return asked.isError || (asked.isFetched && !asked.isFetching);
}
