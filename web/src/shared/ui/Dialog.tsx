import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useT } from '../i18n';
import { Button, IconButton } from './Button';
import styles from './Dialog.module.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** `DialogButtons`. */
  footer?: ReactNode;
  /** As high as there is room, whatever it holds; on a phone the whole screen. */
  tall?: boolean;
}

/** Modal: the browser keeps the focus inside and gives it back to where it was. */
export function Dialog({ title, onClose, children, footer, tall }: DialogProps) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current!;
    const before = document.activeElement;
    dialog.showModal();
    // Else the focus would be on the cross.
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    // The click handler is for the backdrop; the keyboard's way is Esc, which the browser turns into `cancel`.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      aria-labelledby={titleId}
      className={tall ? `${styles.dialog} ${styles.tall}` : styles.dialog}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      ref={ref}
    >
      <div className={styles.inside}>
        <div className={styles.header}>
          <h2 className={styles.title} id={titleId}>
            {title}
          </h2>
          <IconButton icon="close" label={t('common.close')} onClick={onClose} />
        </div>
        <div className={styles.body}>{children}</div>
        {footer && <div className={styles.footer}>{footer}</div>}
      </div>
    </dialog>
  );
}

interface DialogButtonsProps {
  leave: string;
  onLeave: () => void;
  /** The one that does what the dialog is for. */
  children: ReactNode;
}

/** The main button last. */
export function DialogButtons({ leave, onLeave, children }: DialogButtonsProps) {
  return (
    <>
      <Button onClick={onLeave} variant="quiet">
        {leave}
      </Button>
      {children}
    </>
  );
}
