import { useCallback, useEffect, useState } from 'react';

const typingPause = 250;

/** What was typed, once the typing pauses; the second result does not wait for that. */
export function useSettled(value: string, first = value): [settled: string, settle: () => void] {
  const [settled, setSettled] = useState(first);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), typingPause);
    return () => clearTimeout(timer);
  }, [value]);
  return [settled, useCallback(() => setSettled(value), [value])];
}
