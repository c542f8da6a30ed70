/** How loud it was, from 0 to 1, so many milliseconds after the beginning. */
export interface Level {
  at: number;
  level: number;
}

export const barCount = 64;
/** What is quieter than this at its loudest is silence, not a soft voice. */
const softest = 0.1;

/** One byte for each of 64 equal parts of the time, base64 (docs/files.md); the loudest part is 255. */
export function encodeWaveform(levels: readonly Level[], milliseconds: number): string {
  const measured = new Array<number | undefined>(barCount).fill(undefined);
  for (const { at, level } of levels) {
    const bar = Math.min(barCount - 1, Math.floor((at / milliseconds) * barCount));
    measured[bar] = Math.max(measured[bar] ?? 0, level);
  }
  // Short messages have fewer measures than bars, and a page that is out of sight measures less often.
  let before = measured.find((level) => level !== undefined) ?? 0;
  const bars = measured.map((level) => (before = level ?? before));
  const loudest = Math.max(softest, ...bars);
  return btoa(String.fromCharCode(...bars.map((level) => Math.round((level / loudest) * 255))));
}

/** From 0 to 1, at most 64 of them; nothing for what is not a waveform. */
export function decodeWaveform(waveform: string | null | undefined): number[] {
  try {
    const bytes = Array.from(atob((waveform ?? '').replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0) / 255);
    if (bytes.length <= barCount) return bytes;
    return Array.from({ length: barCount }, (_, bar) =>
      Math.max(...bytes.slice(Math.floor((bar * bytes.length) / barCount), Math.floor(((bar + 1) * bytes.length) / barCount))),
    );
  } catch {
    return [];
  }
}
