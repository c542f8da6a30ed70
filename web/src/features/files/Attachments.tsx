import { lazy, Suspense, useState } from 'react';
import { useT } from '@/shared/i18n';
import type { FileView, Message } from '@/shared/types';
import styles from './Attachments.module.css';
import { FileCard } from './FileCard';
import { Tile } from './Tile';
import { Video } from './Video';

const Lightbox = lazy(() => import('./Lightbox'));
const VoiceMessage = lazy(() => import('./voice/VoiceMessage'));

interface AttachmentsProps {
  files: FileView[];
  /** Of a message that is not sent yet, in the same order. */
  uploadIds: string[];
  message: Message;
}

const isSeen = ({ kind }: FileView) => kind === 'photo' || kind === 'video';

export function Attachments({ files, uploadIds, message }: AttachmentsProps) {
  const t = useT();
  const [open, setOpen] = useState<string | null>(null);
  const seen = files.filter(isSeen);
  const propsOf = (file: FileView) => ({ file, uploadId: uploadIds[files.indexOf(file)] });

  return (
    <>
      {seen.length > 0 && (
        <div className={seen.length === 1 ? styles.single : styles.album}>
          {seen.map((file, index) =>
            file.kind === 'video' ? (
              <Video {...propsOf(file)} isTile={seen.length > 1} key={index} />
            ) : (
              <Tile
                {...propsOf(file)}
                isTile={seen.length > 1}
                key={index}
                label={t('file.openPhoto', { name: file.name })}
                onOpen={() => setOpen(file.id)}
              />
            ),
          )}
        </div>
      )}
      {files.map((file, index) =>
        file.kind === 'voice' ? (
          <Suspense fallback={<div className={styles.voice} />} key={index}>
            <VoiceMessage {...propsOf(file)} message={message} />
          </Suspense>
        ) : (
          !isSeen(file) && <FileCard {...propsOf(file)} key={index} message={message} />
        ),
      )}
      {open !== null && (
        <Suspense>
          <Lightbox chatId={message.chatId} fileId={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}
