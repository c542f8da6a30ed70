import { lazy, Suspense, useState } from 'react';
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
}

export function Attachments({ files, uploadIds, message }: AttachmentsProps) {
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
              onOpen={() => setOpen(file.id)}
              uploadId={uploadOf(file)}
            />
          ))}
        </div>
      )}
      {others.map((file, index) => (
        <FileCard file={file} key={index} uploadId={uploadOf(file)} />
      ))}
      {open !== null && (
        <Suspense>
          <Lightbox chatId={message.chatId} fileId={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}
