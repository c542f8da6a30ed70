import { lazy, Suspense } from 'react';
import { useT } from '@/shared/i18n';
import type { FileView, Message } from '@/shared/types';
import styles from './Attachments.module.css';
import { FileCard } from './FileCard';
import { Tile } from './Tile';
import { Video } from './Video';
import { openShot } from './viewer/opened';
import { isShot } from './viewer/shots';

const VoiceMessage = lazy(() => import('./voice/VoiceMessage'));

interface AttachmentsProps {
  files: FileView[];
  /** Of a message that is not sent yet, in the same order. */
  uploadIds: string[];
  message: Message;
}

export function Attachments({ files, uploadIds, message }: AttachmentsProps) {
  const t = useT();
  const seen = files.filter(isShot);
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
                onOpen={() => openShot(message.chatId, { seq: message.seq, at: message.at, file })}
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
          !isShot(file) && <FileCard {...propsOf(file)} key={index} message={message} />
        ),
      )}
    </>
  );
}
