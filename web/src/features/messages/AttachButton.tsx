import { useRef } from 'react';
import { useT } from '@/shared/i18n';
import { IconButton } from '@/shared/ui/Button';

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useT();
  const picked = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="attach" label={t('composer.attach')} onClick={() => picked.current?.click()} />
      <input
        aria-label={t('composer.attach')}
        hidden
        multiple
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = '';
        }}
        ref={picked}
        type="file"
      />
    </>
  );
}
