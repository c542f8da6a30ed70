import { create } from 'zustand';
import { useT } from '../i18n';
import { useProblemText } from '../problemText';
import { IconButton } from './Button';
import styles from './Toast.module.css';

interface ToastItem {
  id: number;
  text: string;
}

const useToasts = create<{ items: ToastItem[] }>(() => ({ items: [] }));
let lastId = 0;

/** A short notice that goes by itself; the last three are kept. */
export function toast(text: string): void {
  const id = ++lastId;
  useToasts.setState(({ items }) => ({ items: [...items, { id, text }].slice(-3) }));
  setTimeout(() => dismiss(id), 6000);
}

function dismiss(id: number) {
  useToasts.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }));
}

export function useToastProblem(): (error: unknown) => void {
  const problemText = useProblemText();
  return (error) => toast(problemText(error));
}

export function ToastHost() {
  const t = useT();
  const items = useToasts((state) => state.items);
  return (
    <div className={styles.host} role="status">
      {items.map((item) => (
        <div className={styles.toast} key={item.id}>
          <span>{item.text}</span>
          <IconButton icon="close" label={t('common.close')} onClick={() => dismiss(item.id)} />
        </div>
      ))}
    </div>
  );
}
