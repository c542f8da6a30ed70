import type { Recorded } from '@/shared/voiceDrafts';
import type { Meter } from './meter';
import { encodeWaveform, type Level } from './waveform';

/** What a browser gives to record with. */
export interface Studio {
  openMicrophone: () => Promise<MediaStream>;
  makeRecorder: (sound: MediaStream) => MediaRecorder;
  makeMeter: (sound: MediaStream) => Meter;
}

export const longestSeconds = 60 * 60;
/** Bytes are given out this often, so that they do not gather in the recorder. */
const sliceMs = 1_000;
const measureMs = 100;

export interface Recording {
  /** Ends it, if it has not ended by itself: the microphone was pulled out, or it is as long as it may be. */
  finish: () => Promise<Recorded>;
  cancel: () => void;
}

interface Told {
  onLevel: (level: number, seconds: number) => void;
  /** It ended without being asked. */
  onEnded: () => void;
}

export async function record(studio: Studio, { onLevel, onEnded }: Told): Promise<Recording> {
  const sound = await studio.openMicrophone();
  let meter: Meter;
  let recorder: MediaRecorder;
  try {
    [meter, recorder] = [studio.makeMeter(sound), studio.makeRecorder(sound)];
    recorder.start(sliceMs);
  } catch (error) {
    hangUp(sound);
    throw error;
  }
  const chunks: Blob[] = [];
  const levels: Level[] = [];
  const began = performance.now();
  let isAsked = false;

  const done = new Promise<Recorded>((resolve) => {
    recorder.onstop = () => {
      clearInterval(timer);
      const milliseconds = performance.now() - began;
      meter.close();
      hangUp(sound);
      // The type without its codecs, as the server knows it.
      const type = recorder.mimeType.split(';')[0]!;
      resolve({ blob: new Blob(chunks, { type }), duration: milliseconds / 1000, waveform: encodeWaveform(levels, milliseconds) });
      if (!isAsked) onEnded();
    };
  });
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const timer = setInterval(() => {
    const at = performance.now() - began;
    const level = meter.level();
    levels.push({ at, level });
    onLevel(level, at / 1000);
    if (at >= longestSeconds * 1000 && recorder.state === 'recording') recorder.stop();
  }, measureMs);

  const finish = () => {
    if (recorder.state === 'recording') {
      isAsked = true;
      recorder.stop();
    }
    return done;
  };
  return { finish, cancel: () => void finish() };
}

function hangUp(sound: MediaStream): void {
  for (const track of sound.getTracks()) track.stop();
}
