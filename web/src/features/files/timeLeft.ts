interface TimeLeft {
  unit: 'seconds' | 'minutes' | 'hours';
  count: number;
}

/** As coarse as a guess is, so that it does not jump about; never sooner than it may be. */
export function timeLeft(seconds: number): TimeLeft {
  const step = seconds <= 10 ? 1 : 5;
  const whole = Math.max(1, Math.ceil(seconds / step) * step);
  if (whole < 60) return { unit: 'seconds', count: whole };
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? { unit: 'minutes', count: minutes } : { unit: 'hours', count: Math.ceil(minutes / 60) };
}
