import { create } from 'zustand';
import { keepPlace, useHeard } from '@/shared/heard';
import type { FileView } from '@/shared/types';
import { nextVoice } from './nextVoice';
import { playFile } from './playFile';

/** Something to listen to, and the message that it belongs to. */
export interface Track {
  file: FileView;
  chatId: string;
  seq: number;
}

interface Playing {
  track: Track | null;
  isPlaying: boolean;
  /** Pressed, and not to be heard yet. */
  isLoading: boolean;
  at: number;
  /** Seconds; 0 until it is known. */
  length: number;
  speed: number;
  failed: unknown;
}

export const speeds = [1, 1.5, 2] as const;
const speedKey = 'bm-speed';
const idle = { track: null, isPlaying: false, isLoading: false, at: 0, length: 0, failed: null };

export const usePlayer = create<Playing>(() => ({ ...idle, speed: speeds.find((speed) => `${speed}` === localStorage.getItem(speedKey)) ?? 1 }));

let audio: HTMLAudioElement | null = null;
let end = () => {};

/** One element for all: a message that is scrolled out of sight goes on. */
function element(): HTMLAudioElement {
  if (audio !== null) return audio;
  const made = new Audio();
  const show = (part: Partial<Playing>) => usePlayer.setState(part);
  made.addEventListener('playing', () => {
    made.playbackRate = rate();
    show({ isPlaying: true, isLoading: false, failed: null });
  });
  made.addEventListener('pause', () => show({ isPlaying: false }));
  made.addEventListener('timeupdate', () => {
    // While the address changes, the element stands at the start, or where what played before stood.
    if (made.readyState > 0 && !usePlayer.getState().isLoading) show({ at: made.currentTime });
  });
  made.addEventListener('durationchange', () => {
    if (Number.isFinite(made.duration)) show({ length: made.duration });
  });
  audio = made;
  return made;
}

/** Begins where one stopped, or stops. */
export function toggle(track: Track): void {
  const { track: current, isPlaying, failed } = usePlayer.getState();
  const media = element();
  if (current?.file.id !== track.file.id || failed !== null) begin(track);
  else if (isPlaying) media.pause();
  else void media.play().catch(() => {});
}

export function seek(track: Track, seconds: number): void {
  const { track: current, isLoading } = usePlayer.getState();
  if (current?.file.id !== track.file.id) return keepPlace(track.file.id, seconds);
  if (isLoading) return;
  element().currentTime = seconds;
  usePlayer.setState({ at: seconds });
}

export function nextSpeed(): void {
  const speed = speeds[(speeds.findIndex((one) => one === usePlayer.getState().speed) + 1) % speeds.length]!;
  localStorage.setItem(speedKey, `${speed}`);
  usePlayer.setState({ speed });
  if (audio !== null) audio.playbackRate = rate();
}

/** Music has the speed that it was made for. */
function rate(): number {
  const { track, speed } = usePlayer.getState();
  return track?.file.kind === 'voice' ? speed : 1;
}

function begin(track: Track): void {
  const media = element();
  end();
  media.pause();
  const { file } = track;
  usePlayer.setState({ ...idle, track, at: useHeard.getState()[file.id] ?? 0, isLoading: true, length: file.duration ?? 0 });
  ({ end } = playFile(media, file, {
    rate: rate(),
    onFailed: (failed) => usePlayer.setState({ failed, isPlaying: false, isLoading: false }),
    onEnded: () => finished(track),
  }));
}

function finished(track: Track): void {
  usePlayer.setState({ at: 0, isPlaying: false });
  const next = track.file.kind === 'voice' ? nextVoice(track) : null;
  if (next !== null) begin(next);
}
