import { useEffect, useState } from 'react';
import { useOutbox } from '@/shared/sync/outbox';

/** A picture whose bytes are still in this browser. */
export function useLocalPicture(uploadId: string | undefined): string | null {
  const blob = useOutbox((outbox) => {
    const upload = uploadId === undefined ? undefined : outbox.uploads[uploadId];
    return upload?.thumbnail ?? (upload?.kind === 'photo' ? upload.blob : undefined);
  });
  const [shown, setShown] = useState<{ blob: Blob; url: string } | null>(null);
  useEffect(() => {
    if (blob === undefined) return;
    const url = URL.createObjectURL(blob);
    const timer = setTimeout(() => setShown({ blob, url }));
    return () => {
      clearTimeout(timer);
      URL.revokeObjectURL(url);
    };
  }, [blob]);
  return shown !== null && shown.blob === blob ? shown.url : null;
}
