import { useT } from '@/shared/i18n';
import { Icon } from '@/shared/ui/Icon';
import { Spinner } from '@/shared/ui/Spinner';
import { toggle } from '../play/player';
import styles from './Voice.module.css';
import type { useTrack } from './useTrack';

export function PlayButton({ track, isPlaying, isLoading }: Pick<ReturnType<typeof useTrack>, 'track' | 'isPlaying' | 'isLoading'>) {
  const t = useT();
  return (
    // In a gallery the arrow keys go from one item to the next.
    <button aria-label={t(isPlaying ? 'voice.pause' : 'voice.play')} className={styles.button} data-item onClick={() => toggle(track)} type="button">
      {isLoading ? <Spinner small /> : <Icon name={isPlaying ? 'pause' : 'play'} />}
    </button>
  );
}
