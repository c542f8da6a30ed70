import { create } from 'zustand';

const key = 'bm-heard';
const kept = 500;

/** By file: the second at which one stopped hearing or seeing it, 0 at its end. What is not in it was never begun. In this browser. */
export const useHeard = create<Record<string, number>>(() => read());

export function keepPlace(fileId: string, seconds: number): void {
  const { [fileId]: _old, ...others } = useHeard.getState();
  // The newest last, so that the oldest is let go.
  const heard = Object.fromEntries([...Object.entries(others), [fileId, Math.round(seconds * 10) / 10]].slice(-kept)) as Record<string, number>;
  useHeard.setState(heard, true);
  localStorage.setItem(key, JSON.stringify(heard));
}

export function clearHeard(): void {
  useHeard.setState({}, true);
  localStorage.removeItem(key);
}

function read(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}
