import { lazy, Suspense, useState } from 'react';
import { useOutbox } from '@/shared/sync/outbox';
import type { FileView, Message } from '@/shared/types';
import styles from './Attachments.module.css';
import { FileCard } from './FileCard';
import { Photo } from './Photo';

const Lightbox = lazy(() => import('./Lightbox'));

interface AttachmentsProps {
  files: FileView[];
  /** Of a message that is not sent yet, in the same order. */
  uploadIds: string[];
  message: Message;
  onCancel: () => void;
}

export function Attachments({ files, uploadIds, message, onCancel }: AttachmentsProps) {
  const [open, setOpen] = useState<string | null>(null);
  const photos = files.filter((file) => file.kind === 'photo');
  const others = files.filter((file) => file.kind !== 'photo');
  const uploadOf = (file: FileView) => uploadIds[files.indexOf(file)];

  return (
    <>
      {photos.length > 0 && (
        <div className={photos.length === 1 ? styles.single : styles.grid}>
          {photos.map((file, index) => (
            <Photo
              file={file}
              isTile={photos.length > 1}
              key={index}
              onCancel={onCancel}
              onOpen={() => setOpen(file.id)}
              uploadId={uploadOf(file)}
            />
          ))}
        </div>
      )}
      {others.map((file, index) => (
        <FileCard file={file} key={index} onCancel={onCancel} uploadId={uploadOf(file)} />
      ))}
      {open !== null && (
        <Suspense>
          <Lightbox chatId={message.chatId} fileId={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

/** How far a file under way is; null when it is stored. */
export function useUploadPart(uploadId: string | undefined): number | null {
  return useOutbox((outbox) => {
    const upload = uploadId === undefined ? undefined : outbox.uploads[uploadId];
    return upload && !upload.view ? (outbox.progress[upload.id] ?? 0) : null;
  });
}
