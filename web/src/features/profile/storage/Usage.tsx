import { useId } from 'react';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import { Section } from '@/shared/ui/Section';
import styles from './Storage.module.css';

/** From here on it is worth a warning. */
const nearlyFull = 0.9;

export function Usage({ used, quota }: { used: number; quota: number }) {
  const t = useT();
  const id = useId();
  const part = quota > 0 ? Math.min(1, used / quota) : 1;
  return (
    <Section padded>
      <div>
        <p className={styles.usage} id={id}>
          {t('storage.used', { used: fileSize(used), quota: fileSize(quota) })}
        </p>
        <meter aria-labelledby={id} className={styles.meter} data-full={part >= nearlyFull || undefined} max={1} value={part}>
          {Math.round(part * 100)} %
        </meter>
        <p className={part >= nearlyFull ? styles.warning : styles.soft}>
          {t(part >= nearlyFull ? 'storage.nearlyFull' : 'storage.free', { free: fileSize(Math.max(0, quota - used)) })}
        </p>
      </div>
    </Section>
  );
}
