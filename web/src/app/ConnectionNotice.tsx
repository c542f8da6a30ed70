import { useT } from '@/shared/i18n';
import { useLive } from '@/shared/sync/live';
import { Icon } from '@/shared/ui/Icon';
import { Spinner } from '@/shared/ui/Spinner';
import styles from './ConnectionNotice.module.css';
import type { Connection } from './useConnection';

const known = new Set(['database', 'storage', 'mail', 'push', 'bus']);

/** Says what does not work and what that means; silent while all is well. */
export function ConnectionNotice({ connection }: { connection: Connection }) {
  const t = useT();
  const degraded = useLive((live) => live.degraded);
  const part = degraded.find((name) => known.has(name)) ?? degraded[0];
  const isBroken = connection !== 'online';
  return (
    <div className={styles.host} role="status">
      {isBroken && (
        <p className={styles.notice}>
          {connection === 'offline' ? <Icon name="warning" size={18} /> : <Spinner small />}
          {t(`connection.${connection}`)}
        </p>
      )}
      {!isBroken && part !== undefined && (
        <p className={styles.notice}>
          <Icon name="warning" size={18} />
          {t(`degraded.${known.has(part) ? part : 'other'}`)}
        </p>
      )}
    </div>
  );
}
