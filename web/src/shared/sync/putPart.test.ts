import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem } from '../problem';
import { putPart } from './putPart';

/** A request of which the test plays the other end. */
class Request {
  static last: Request;
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 0;
  responseText = '';
  answerHeaders: Record<string, string> = {};
  headers: Record<string, string> = {};
  aborted = false;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;

  constructor() {
    Request.last = this;
  }

  open() {}
  send() {}
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }

  getResponseHeader(name: string) {
    return this.answerHeaders[name] ?? null;
  }

  abort() {
    this.aborted = true;
    this.onabort?.();
    this.onloadend?.();
  }

  answer(status: number, headers: Record<string, string> = {}, text = '') {
    Object.assign(this, { status, answerHeaders: headers, responseText: text });
    this.onload!();
    this.onloadend!();
  }
}

const bytes = new Blob(['0123456789']);
let abort: AbortController;
let seen: number[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('XMLHttpRequest', Request);
  abort = new AbortController();
  seen = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const put = () => putPart('/part', { 'X-Part': '1' }, bytes, (sent) => seen.push(sent), abort.signal);

test('the bytes go with the headers of the part, and it says how far it is', async () => {
  const sent = put();
  Request.last.upload.onprogress!({ loaded: 4 });
  Request.last.answer(204);
  await sent;
  expect(seen).toEqual([4]);
  expect(Request.last.headers).toEqual({ 'X-Part': '1' });
});

test('what our server says is told, the words of another store are not', async () => {
  const ours = put();
  Request.last.answer(503, { 'Content-Type': 'application/problem+json', 'Retry-After': '60' }, JSON.stringify({ code: 'storage.full', detail: 'No room.' }));
  await expect(ours).rejects.toMatchObject({ status: 503, code: 'storage.full', message: 'No room.', retryAfter: 60 });
  const other = put();
  Request.last.answer(403, { 'Content-Type': 'application/xml' }, '<Error/>');
  await expect(other).rejects.toMatchObject({ status: 403, code: 'http.403', retryAfter: null });
});

test('30 seconds without a byte end it like a cut', async () => {
  const failed = put().catch((error: Problem) => error);
  await vi.advanceTimersByTimeAsync(25_000);
  Request.last.upload.onprogress!({ loaded: 4 });
  await vi.advanceTimersByTimeAsync(25_000);
  expect(Request.last.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await failed).toMatchObject({ status: 0, passing: true });
  expect(vi.getTimerCount()).toBe(0);
});

test('giving up ends the request and is no failure of the network', async () => {
  const sent = put();
  abort.abort();
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  expect(Request.last.aborted).toBe(true);
  await expect(put()).rejects.toMatchObject({ name: 'AbortError' });
  expect(vi.getTimerCount()).toBe(0);
});
