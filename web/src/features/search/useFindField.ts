import { useEffect, useRef } from 'react';
import { isFindKey } from '@/shared/findKey';

/** The panel's field: has the focus first and whenever "find" is pressed; afterwards the focus is where it was. */
export function useFindField(onFind: () => void) {
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      // Pressed again in the field, it is the browser's own search.
      if (!isFindKey(event) || document.activeElement === field.current) return;
      event.preventDefault();
      onFind();
      field.current?.focus();
      field.current?.select();
    };
    addEventListener('keydown', find);
    return () => removeEventListener('keydown', find);
  }, [onFind]);

  return field;
}
