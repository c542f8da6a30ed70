import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useT } from '../i18n';
import { Icon } from '../ui/Icon';
import { Menu } from '../ui/Menu';
import { toast, useToastProblem } from '../ui/Toast';
import styles from './PhotoButton.module.css';
import { openPicture } from './render';

const CropDialog = lazy(() => import('./CropDialog'));

interface PhotoButtonProps {
  /** The present photo. */
  children: ReactNode;
  label: string;
  hasPhoto: boolean;
  onChange: (fileId: string | null) => Promise<void>;
}

/** An avatar that can be changed: pick, cut to a square, upload. */
export function PhotoButton({ children, label, hasPhoto, onChange }: PhotoButtonProps) {
  const t = useT();
  const toastProblem = useToastProblem();
  const button = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [menuAt, setMenuAt] = useState<Element | null>(null);
  const [picture, setPicture] = useState<ImageBitmap | null>(null);

  async function pick(file: File | undefined) {
    if (file === undefined) return;
    const opened = await openPicture(file);
    if (opened === null) toast(t('photo.unreadable'));
    else setPicture(opened);
  }

  function close() {
    picture?.close();
    setPicture(null);
    button.current?.focus();
  }

  return (
    <>
      <button
        aria-haspopup={hasPhoto ? 'menu' : undefined}
        aria-label={label}
        className={styles.button}
        onClick={(event) => (hasPhoto ? setMenuAt(event.currentTarget) : input.current!.click())}
        ref={button}
        title={label}
        type="button"
      >
        {children}
        <span className={styles.badge}>
          <Icon name="camera" size={18} />
        </span>
      </button>
      <input
        accept="image/*"
        hidden
        onChange={(event) => {
          void pick(event.target.files?.[0]);
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
            { id: 'pick', icon: 'camera', label: t('photo.pick'), onSelect: () => input.current!.click() },
            {
              id: 'remove',
              icon: 'trash',
              danger: true,
              label: t('photo.remove'),
              onSelect: () => void onChange(null).catch(toastProblem),
            },
          ]}
          label={label}
          onClose={() => setMenuAt(null)}
        />
      )}
      {picture && (
        <Suspense>
          <CropDialog onClose={close} onUploaded={onChange} picture={picture} />
        </Suspense>
      )}
    </>
  );
}
