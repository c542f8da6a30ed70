import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pause } from './pause';

let ended: boolean;
let abort: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  ended = false;
  abort = new AbortController();
});

afterEach(() => {
  vi.useRealTimers();
});

async function begin(isOrder: boolean) {
  void pause(60_000, abort.signal, isOrder).then(() => (ended = true));
  await settle();
  expect(ended).toBe(false);
}

const settle = () => vi.advanceTimersByTimeAsync(0);

function look(state: DocumentVisibilityState) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

test('it lasts its time', async () => {
  await begin(false);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toBe(true);
});

test('the network that is back ends it', async () => {
  await begin(false);
  dispatchEvent(new Event('online'));
  await settle();
  expect(ended).toBe(true);
});

test('somebody who looks again ends it, somebody who looks away does not', async () => {
  await begin(false);
  look('hidden');
  await settle();
  expect(ended).toBe(false);
  look('visible');
  await settle();
  expect(ended).toBe(true);
});

test('what the server ordered is kept to, unless its time went by in sleep', async () => {
  await begin(true);
  dispatchEvent(new Event('online'));
  look('visible');
  await settle();
  expect(ended).toBe(false);
  vi.setSystemTime(Date.now() + 3_600_000);
  look('visible');
  await settle();
  expect(ended).toBe(true);
});

test('giving up ends it, before it began too', async () => {
  await begin(true);
  abort.abort();
  await settle();
  expect(ended).toBe(true);
  await pause(60_000, abort.signal, true);
});
