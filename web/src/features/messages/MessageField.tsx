import { type ClipboardEvent, type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { useT } from '@/shared/i18n';
import styles from './Composer.module.css';

interface MessageFieldProps {
  value: string;
  onChange: (value: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onPaste: (event: ClipboardEvent) => void;
  ref: Ref<HTMLTextAreaElement>;
}

export const longest = 4096;

/** As high as the text, up to a third of the window. */
export function MessageField({ value, onChange, ref, ...keys }: MessageFieldProps) {
  const t = useT();
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => field.current!);

  useLayoutEffect(() => {
    const area = field.current!;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight + 2, Math.max(120, innerHeight / 3))}px`;
  }, [value]);

  return (
    <textarea
      {...keys}
      aria-label={t('composer.message')}
      className={styles.field}
      dir="auto"
      maxLength={longest}
      onChange={(event) => onChange(event.target.value)}
      placeholder={t('composer.message')}
      ref={field}
      rows={1}
      value={value}
    />
  );
}
