import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Menu.module.css';

export interface MenuItem {
  id: string;
  label: string;
  icon?: IconName;
  danger?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  label: string;
  items: MenuItem[];
  /** The pointer's place, or the button that opened it. */
  at: { x: number; y: number } | Element;
  onClose: () => void;
  /** Above the items, for instance quick reactions. */
  top?: ReactNode;
}

/** In the top layer; arrows move, Esc and a press outside close, and the focus goes back. */
export function Menu({ label, items, at, onClose, top }: MenuProps) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useLayoutEffect(() => {
    const menu = ref.current!;
    menu.showPopover?.();
    place(menu, at);
  }, [at]);

  useEffect(() => {
    const menu = ref.current!;
    const before = document.activeElement;
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const outside = (event: Event) => {
      if (!menu.contains(event.target as Node)) close.current();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      const lost = document.activeElement === document.body || menu.contains(document.activeElement);
      if (lost && before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <div
      aria-label={label}
      className={styles.menu}
      onKeyDown={(event) => onKey(event, ref.current!, onClose)}
      popover="manual"
      ref={ref}
      role="menu"
      tabIndex={-1}
    >
      {top}
      {items.map((item) => (
        <button
          className={item.danger ? styles.danger : styles.item}
          key={item.id}
          onClick={() => {
            onClose();
            item.onSelect();
          }}
          role="menuitem"
          tabIndex={-1}
          type="button"
        >
          {item.icon && <Icon name={item.icon} size={20} />}
          {item.label}
        </button>
      ))}
    </div>
  );
}

function onKey(event: KeyboardEvent, menu: HTMLElement, onClose: () => void) {
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    event.stopPropagation();
    onClose();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const now = items.indexOf(document.activeElement as HTMLElement);
  items[(now + step + items.length) % items.length]?.focus();
}

/** Beside its anchor, and always wholly in the window. */
function place(menu: HTMLElement, at: MenuProps['at']) {
  const box = at instanceof Element ? at.getBoundingClientRect() : null;
  const x = box ? box.right - menu.offsetWidth : (at as { x: number }).x;
  const below = box ? box.bottom + 4 : (at as { y: number }).y;
  const above = box ? box.top - 4 - menu.offsetHeight : below - menu.offsetHeight;
  const y = below + menu.offsetHeight > innerHeight - 8 ? above : below;
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, y)}px`;
}
