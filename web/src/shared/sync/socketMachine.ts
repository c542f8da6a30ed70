/** The socket as a table of status × event. It does nothing itself: it tells the driver what to do. */

export type Status = 'stopped' | 'waiting' | 'asking' | 'opening' | 'greeting' | 'live';

export interface State {
  status: Status;
  /** Failed tries since the last `ready`. */
  tries: number;
  /** Whether this start ever got through; decides between "connecting" and "reconnecting". */
  wasLive: boolean;
  /** The server refused the token, so the next one must be new. */
  freshToken: boolean;
}

export type Event =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'token' }
  | { type: 'tokenFailed'; ended: boolean }
  | { type: 'opened' }
  | { type: 'ready' }
  | { type: 'closed'; code: number }
  | { type: 'timer' }
  | { type: 'online' };

export type Effect =
  | { do: 'askToken'; fresh: boolean }
  | { do: 'open' }
  | { do: 'hello' }
  | { do: 'close' }
  | { do: 'wait'; ms: number }
  | { do: 'stopWaiting' }
  | { do: 'signOut' };

export const initial: State = { status: 'stopped', tries: 0, wasLive: false, freshToken: false };

export const closeCodes = { noToken: 4001, sessionEnded: 4003 } as const;

const firstDelay = 5_000;
const longestDelay = 60_000;

/**
 * A random part of 5 s, then 5 to 10 s, 10 to 20 s and so on up to a minute: thousands of clients must not come back in
 * the same moment, and few short waits in a row, while the server starts, must not make the next one very long.
 */
export function delay(tries: number, random: number): number {
  const most = Math.min(longestDelay, firstDelay * 2 ** tries);
  return Math.round(tries === 0 ? random * most : ((1 + random) * most) / 2);
}

type Step = [State, Effect[]];

export function step(state: State, event: Event, random: () => number = Math.random): Step {
  switch (event.type) {
    case 'stop':
      return [initial, [{ do: 'stopWaiting' }, { do: 'close' }]];
    case 'start':
      return state.status === 'stopped' ? ask(state) : [state, []];
    case 'online':
    case 'timer':
      return state.status === 'waiting' ? ask(state) : [state, []];
    case 'token':
      return state.status === 'asking' ? [{ ...state, status: 'opening', freshToken: false }, [{ do: 'open' }]] : [state, []];
    case 'tokenFailed':
      if (state.status !== 'asking') return [state, []];
      return event.ended ? [initial, [{ do: 'signOut' }]] : retry(state, random);
    case 'opened':
      return state.status === 'opening' ? [{ ...state, status: 'greeting' }, [{ do: 'hello' }]] : [state, []];
    case 'ready':
      if (state.status !== 'greeting') return [state, []];
      return [{ status: 'live', tries: 0, wasLive: true, freshToken: false }, []];
    case 'closed':
      return closed(state, event.code, random);
  }
}

function ask(state: State): Step {
  return [{ ...state, status: 'asking' }, [{ do: 'stopWaiting' }, { do: 'askToken', fresh: state.freshToken }]];
}

function closed(state: State, code: number, random: () => number): Step {
  if (state.status === 'stopped' || state.status === 'waiting' || state.status === 'asking') return [state, []];
  if (code === closeCodes.sessionEnded) return [initial, [{ do: 'signOut' }]];
  if (code === closeCodes.noToken && state.status === 'live') return ask({ ...state, freshToken: true });
  return retry({ ...state, freshToken: code === closeCodes.noToken }, random);
}

function retry(state: State, random: () => number): Step {
  const ms = delay(state.tries, random());
  return [{ ...state, status: 'waiting', tries: state.tries + 1 }, [{ do: 'wait', ms }]];
}
