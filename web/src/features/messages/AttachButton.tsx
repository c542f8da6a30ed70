import { useRef, useState } from 'react';
import { useT } from '@/shared/i18n';
import { IconButton } from '@/shared/ui/Button';
import { Menu } from '@/shared/ui/Menu';

type Source = keyof typeof sources;

const sources = {
  camera: { accept: 'image/*', capture: 'environment' },
  gallery: { accept: 'image/*,video/*', capture: null },
  files: { accept: '', capture: null },
} as const;

/** A phone asks first from where: its chooser for all kinds of files leaves the camera out. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [menuAt, setMenuAt] = useState<Element | null>(null);
  const [isPhone] = useState(() => matchMedia('(pointer: coarse)').matches);

  return (
    <>
      <IconButton
        aria-haspopup={isPhone ? 'menu' : undefined}
        icon="attach"
        label={t('composer.attach')}
        onClick={(event) => (isPhone ? setMenuAt(event.currentTarget) : pick(input.current!, 'files'))}
      />
      <input
        aria-label={t('composer.attach')}
        hidden
        multiple
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = '';
        }}
        ref={input}
        type="file"
      />
      {menuAt && (
        <Menu
          at={menuAt}
          items={[
            { id: 'camera', icon: 'camera', label: t('attach.camera'), onSelect: () => pick(input.current!, 'camera') },
            { id: 'gallery', icon: 'picture', label: t('attach.gallery'), onSelect: () => pick(input.current!, 'gallery') },
            { id: 'files', icon: 'file', label: t('attach.files'), onSelect: () => pick(input.current!, 'files') },
          ]}
          label={t('composer.attach')}
          onClose={() => setMenuAt(null)}
        />
      )}
    </>
  );
}

function pick(input: HTMLInputElement, source: Source) {
  const { accept, capture } = sources[source];
  input.accept = accept;
  if (capture) input.setAttribute('capture', capture);
  else input.removeAttribute('capture');
  input.click();
}
