import { keepPlace, useHeard } from '@/shared/heard';
import { type Playable, takeSource } from './source';
import { stream, type Stream } from './stream';
import { takeTurn } from './turn';

interface PlayOptions {
  rate: number;
  onFailed: (error: unknown) => void;
  onEnded?: () => void;
}

/** Plays a file in an element: alone in the page, from where one stopped before, and remembers where one stops. */
export function playFile(media: HTMLMediaElement, file: Playable, { rate, onFailed, onEnded }: PlayOptions): Stream {
  const source = takeSource(file);
  const over = new AbortController();
  const from = useHeard.getState()[file.id] ?? 0;
  const { now, end } = stream(media, { takeLink: source.take, onFailed, from, rate });
  const keep = () => now().at > 0 && keepPlace(file.id, now().at);

  const on = (event: string, work: () => unknown) => media.addEventListener(event, work, { signal: over.signal });
  on('play', () => takeTurn(media));
  on('pause', keep);
  on('ended', () => {
    keepPlace(file.id, 0);
    onEnded?.();
  });
  addEventListener('pagehide', keep, { signal: over.signal });
  return {
    now,
    end: () => {
      keep();
      over.abort();
      end();
      source.letGo();
    },
  };
}
