import { describe, expect, test } from 'vitest';
import { closeCodes, delay, type Effect, type Event, initial, type State, step } from './socketMachine';

const half = () => 0.5;

function run(events: Event[], from: State = initial): { state: State; effects: Effect[] } {
  let state = from;
  let effects: Effect[] = [];
  for (const event of events) [state, effects] = step(state, event, half);
  return { state, effects };
}

const toLive: Event[] = [{ type: 'start' }, { type: 'token' }, { type: 'opened' }, { type: 'ready' }];
const live = run(toLive).state;

test('a start leads through token, socket and hello to live', () => {
  const told = toLive.map((_, index) => run(toLive.slice(0, index + 1)).effects.map((effect) => effect.do));
  expect(told).toEqual([['stopWaiting', 'askToken'], ['open'], ['hello'], []]);
  expect(live).toEqual({ status: 'live', tries: 0, wasLive: true, freshToken: false });
});

test.each([1006, 1012, 4008, 4009])('after %i it waits before it comes back', (code) => {
  const { state, effects } = run([{ type: 'closed', code }], live);
  expect(state).toMatchObject({ status: 'waiting', tries: 1 });
  expect(effects).toEqual([{ do: 'wait', ms: 2500 }]);
});

test('each failed try doubles the wait, up to a minute, and a success starts over', () => {
  expect([0, 1, 2, 3, 4, 9].map((tries) => delay(tries, 1))).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  expect([0, 1, 2, 3, 4, 9].map((tries) => delay(tries, 0))).toEqual([0, 5_000, 10_000, 20_000, 30_000, 30_000]);
  const again: Event[] = [{ type: 'timer' }, { type: 'token' }, { type: 'closed', code: 1006 }];
  const tired = run([{ type: 'closed', code: 1006 }, ...again, ...again], live).state;
  expect(tired.tries).toBe(3);
  expect(run([{ type: 'timer' }, { type: 'token' }, { type: 'opened' }, { type: 'ready' }], tired).state.tries).toBe(0);
});

test('a refused token is replaced at once, but not over and over', () => {
  const first = run([{ type: 'closed', code: closeCodes.noToken }], live);
  expect(first.effects).toContainEqual({ do: 'askToken', fresh: true });
  const second = run([{ type: 'token' }, { type: 'opened' }, { type: 'closed', code: closeCodes.noToken }], first.state);
  expect(second.state).toMatchObject({ status: 'waiting', freshToken: true });
});

test('an ended session signs out and stays out', () => {
  const { state, effects } = run([{ type: 'closed', code: closeCodes.sessionEnded }], live);
  expect(state.status).toBe('stopped');
  expect(effects).toEqual([{ do: 'signOut' }]);
  expect(run([{ type: 'tokenFailed', ended: true }], run([{ type: 'start' }]).state).effects).toEqual([{ do: 'signOut' }]);
});

test('without network the token is asked for again later', () => {
  const { state } = run([{ type: 'start' }, { type: 'tokenFailed', ended: false }]);
  expect(state.status).toBe('waiting');
  expect(run([{ type: 'online' }], state).state.status).toBe('asking');
});

test('stopping closes and forgets', () => {
  const { state, effects } = run([{ type: 'stop' }], live);
  expect(state).toEqual(initial);
  expect(effects.map((effect) => effect.do)).toEqual(['stopWaiting', 'close']);
});

describe('what comes at the wrong time changes nothing', () => {
  const statuses: State[] = [
    initial,
    run([{ type: 'start' }]).state,
    run(toLive.slice(0, 2)).state,
    run(toLive.slice(0, 3)).state,
    live,
    run([{ type: 'closed', code: 1006 }], live).state,
  ];
  const expected: Record<string, string[]> = {
    token: ['asking'],
    opened: ['opening'],
    ready: ['greeting'],
    timer: ['waiting'],
    online: ['waiting'],
    start: ['stopped'],
  };
  test.each(Object.entries(expected))('%s', (type, allowed) => {
    for (const state of statuses.filter((each) => !allowed.includes(each.status))) {
      expect(step(state, { type } as Event, half)).toEqual([state, []]);
    }
  });
});
