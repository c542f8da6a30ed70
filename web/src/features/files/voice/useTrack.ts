import type { KeyboardEvent } from 'react';
import { playLength, playTime } from '@/shared/duration';
import { useHeard } from '@/shared/heard';
import { useT } from '@/shared/i18n';
import type { FileView, Message } from '@/shared/types';
import { seek, type Track, usePlayer } from '../play/player';

export type Place = Pick<Message, 'chatId' | 'seq'>;

/** Where something to listen to stands, and the properties of the slider that shows and changes it. */
export function useTrack(file: FileView, { chatId, seq }: Place) {
  const t = useT();
  const track: Track = { file, chatId, seq };
  const isCurrent = usePlayer((player) => player.track?.file.id === file.id);
  const isPlaying = usePlayer((player) => isCurrent && player.isPlaying);
  const isLoading = usePlayer((player) => isCurrent && player.isLoading);
  const failed = usePlayer((player) => (isCurrent ? player.failed : null));
  const playing = usePlayer((player) => (isCurrent ? player.at : null));
  const measured = usePlayer((player) => (isCurrent ? player.length : 0));
  const kept = useHeard((heard) => heard[file.id]);
  const length = file.duration || measured;
  const at = Math.min(playing ?? kept ?? 0, length);

  function onKeyDown(event: KeyboardEvent) {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    seek(track, Math.min(length, Math.max(0, at + direction * stepOf(length))));
  }

  const slider = {
    type: 'range',
    'aria-label': t('voice.position'),
    'aria-valuetext': t('voice.ofLength', { at: playTime(at), length: playLength(length) }),
    disabled: length === 0,
    min: 0,
    max: length,
    step: 'any',
    value: at,
    onChange: (event: { target: HTMLInputElement }) => seek(track, event.target.valueAsNumber),
    onKeyDown,
  } as const;
  const time = [(at > 0 || length === 0) && playTime(at), length > 0 && playLength(length)].filter(Boolean).join(' / ');
  return { track, isCurrent, isPlaying, isLoading, failed, at, length, time, isHeard: kept !== undefined, slider };
}

/** A press of an arrow: five seconds, and in short ones a twentieth. */
const stepOf = (length: number) => Math.min(5, length / 20);
