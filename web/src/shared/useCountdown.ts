import { useEffect, useState } from 'react';

/** Whole seconds until a moment (milliseconds since 1970); 0 when it has passed or there is none. */
export function useCountdown(until: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  const left = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));

  useEffect(() => {
    if (until === null) return;
    const tick = () => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    };
    // Half a second: a whole one would now and then skip a number.
    const timer = setInterval(tick, 500);
    tick();
    return () => clearInterval(timer);
  }, [until]);

  return left;
}

/** `4:05`, for people who wait. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
