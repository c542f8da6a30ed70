import type { Problem } from '../problem';

const longest = 60_000;
const triesAnew = 3;
/** With the pauses between them for longer than the minute after which the server lets another try take over. */
const triesBehind = 8;

/** Nothing can go; that is neither the server's fault nor the store's. */
export function isOffline(problem: Problem): boolean {
  return problem.status === 0 && !navigator.onLine;
}

/** Whether an upload goes on by itself after so many tries that were answered so, or a person has to look at it. */
export function isWorthAnother(problem: Problem, tries: number): boolean {
  // The server is not through with the same request yet; one that broke off there is in the way for a minute.
  if (problem.code === 'conflict') return tries < triesBehind;
  // It has forgotten the upload, which can begin anew.
  if (problem.status === 404) return tries < triesAnew;
  // Without access to its store, or with a wrong one, the server needs its operator.
  if (problem.status === 502 && problem.code.startsWith('storage.')) return false;
  return problem.passing;
}

/** Milliseconds until the next try. All who were sent away at the same moment must not come back at the same moment. */
export function delay(problem: Problem, tries: number): number {
  const ordered = (problem.retryAfter ?? 0) * 1000;
  if (ordered > 0) return ordered * (1 + Math.random() / 4);
  return Math.min(longest, 1000 * 2 ** tries) * (0.5 + Math.random() / 2);
}
