import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import styles from './SidePanel.module.css';

interface SidePanelProps {
  label: string;
  /** `Head`, or a `HeadBar` with more in it. */
  head: ReactNode;
  children: ReactNode;
  /** Below cards. */
  isSunken?: boolean;
  /** Only its head is to be seen, where it lies over the conversation. */
  isFolded?: boolean;
  /** Something in it takes the focus by itself. */
  leavesFocus?: boolean;
  /** Esc: there is no backdrop to press. */
  onEscape: () => void;
}

/** Beside the conversation, or over it where there is no room. */
export function SidePanel({ label, head, children, isSunken, isFolded, leavesFocus = false, onEscape }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    if (leavesFocus) return;
    const before = document.activeElement;
    panel.current!.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [leavesFocus]);

  function onKeyDown(event: KeyboardEvent) {
    // A dialog opened from here closes first, and alone.
    const inDialog = (event.target as Element).closest('dialog') !== null;
    if (event.key !== 'Escape' || event.defaultPrevented || inDialog) return;
    event.preventDefault();
    onEscape();
  }

  return (
    // The keyboard's way out; a pointer has the button in the head.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      aria-label={label}
      className={isSunken ? `${styles.panel} ${styles.sunken}` : styles.panel}
      data-folded={isFolded || undefined}
      onKeyDown={onKeyDown}
      ref={panel}
      tabIndex={leavesFocus ? undefined : -1}
    >
      {head}
      {children}
    </aside>
  );
}
