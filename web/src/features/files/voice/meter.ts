export interface Meter {
  /** How loud it is now, from 0 to 1. */
  level: () => number;
  close: () => void;
}

/** Ears hear by ratios: the root spreads speech over the whole scale. */
const loudness = (power: number) => Math.min(1, Math.sqrt(Math.sqrt(power) * 3));

export function makeMeter(sound: MediaStream): Meter {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(sound).connect(analyser);
  // Some browsers let it wait for a press, and the one that began this is over.
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return loudness(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    close: () => void context.close(),
  };
}
