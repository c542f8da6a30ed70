import { useHistoryState } from 'wouter/use-browser-location';

interface Visit {
  visit: number;
}

/** Goes with an address that may be the present one: to go there once more is then something new. */
export const newVisit = (): Visit => ({ visit: Date.now() });

export const useVisit = (): number => useHistoryState<Visit | null>()?.visit ?? 0;
