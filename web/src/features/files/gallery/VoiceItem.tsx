import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useT } from '@/shared/i18n';
import { fileLink } from '@/shared/pictures';
import type { FileView } from '@/shared/types';
import { Icon } from '@/shared/ui/Icon';
import { useToastProblem } from '@/shared/ui/Toast';
import styles from './GalleryItem.module.css';
import { playTime } from './playTime';

/** The one that is heard: another one's start ends it. */
let playing: HTMLAudioElement | null = null;

/** A press plays it, another one stops. */
export function VoiceItem({ file, about }: { file: FileView; about: ReactNode }) {
  const t = useT();
  const toastProblem = useToastProblem();
  const sound = useRef<HTMLAudioElement>(null);
  const [isOn, setOn] = useState(false);

  useEffect(() => {
    const held = sound.current!;
    return () => held.pause();
  }, []);

  async function toggle() {
    const held = sound.current!;
    if (!held.paused) return held.pause();
    playing?.pause();
    playing = held;
    try {
      // An address lasts for a minute only, so each start asks for one.
      const at = held.ended ? 0 : held.currentTime;
      held.src = await fileLink(file.id);
      held.currentTime = at;
      await held.play();
    } catch (error) {
      // Another one that was started meanwhile is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) toastProblem(error);
    }
  }

  return (
    <button
      aria-label={t(isOn ? 'gallery.pause' : 'gallery.play', { name: file.name })}
      className={styles.main}
      data-item
      onClick={() => void toggle()}
      type="button"
    >
      {/* Nobody has written down what was said. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <audio onPause={() => setOn(false)} onPlay={() => setOn(true)} preload="none" ref={sound} />
      <span className={styles.icon}>
        <Icon name={isOn ? 'pause' : 'play'} />
      </span>
      <span className={styles.texts}>
        <span className={styles.name}>{file.duration ? playTime(file.duration) : file.name}</span>
        {about}
      </span>
    </button>
  );
}
