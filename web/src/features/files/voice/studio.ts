import { makeMeter } from './meter';
import type { Studio } from './recording';

/** Safari writes mp4, older Firefox ogg. */
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** Clear speech; an hour of it is 14 MB. */
const bitsPerSecond = 32_000;

export const studio: Studio = {
  openMicrophone: () => navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }),
  makeRecorder: (sound) => {
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    return new MediaRecorder(sound, { audioBitsPerSecond: bitsPerSecond, ...(mimeType && { mimeType }) });
  },
  makeMeter,
};
