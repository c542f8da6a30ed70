import { i18n, useT } from '@/shared/i18n';
import { nextSpeed, usePlayer } from '../play/player';
import styles from './Voice.module.css';

export function SpeedButton() {
  const t = useT();
  const speed = new Intl.NumberFormat(i18n.locale).format(usePlayer((player) => player.speed));
  return (
    <button aria-label={t('voice.speed', { speed })} className={styles.speed} onClick={nextSpeed} title={t('voice.speed', { speed })} type="button">
      {speed}×
    </button>
  );
}
