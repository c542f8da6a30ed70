import { useEffect, useState } from 'react';
import { useT } from '@/shared/i18n';
import { dayLabel, dayOf } from '@/shared/time';
import styles from './FloatingDay.module.css';

const lingers = 1200;

interface FloatingDayProps {
  at: string | null;
  /** The day's own label is in view. */
  isLabelled: boolean;
}

/** The day of the topmost message, while one scrolls. */
export function FloatingDay({ at, isLabelled }: FloatingDayProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const [last, setLast] = useState(at);
  if (last !== at) {
    setLast(at);
    if (last !== null && at !== null) setShown(true);
  }

  useEffect(() => {
    const timer = setTimeout(() => setShown(false), lingers);
    return () => clearTimeout(timer);
  }, [at]);

  if (at === null) return null;
  return (
    <div aria-hidden="true" className={shown && !isLabelled ? `${styles.day} ${styles.shown}` : styles.day} key={dayOf(at)}>
      {dayLabel(at, new Date(), { today: t('time.today'), yesterday: t('time.yesterday') })}
    </div>
  );
}
