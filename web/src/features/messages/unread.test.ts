import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { ChatLog, LocalChat } from '@/shared/sync/fold';
import { aChat } from '@/test/chats';
import { useUnreadAfter } from './unread';

const log = (pos: number): ChatLog => ({ chatId: 'chat', messages: [], atStart: true, atEnd: true, pos });
const render = (chat: LocalChat, held: ChatLog | undefined) =>
  renderHook(({ chat, held }) => useUnreadAfter(chat, held), { initialProps: { chat, held } });

const look = (state: DocumentVisibilityState) => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
};

afterEach(() => vi.restoreAllMocks());

test('what was unread on opening stays told apart after it was read', () => {
  const { result, rerender } = render(aChat({ unread: 3, readSeq: 5, lastSeq: 8 }), log(8));
  expect(result.current[0]).toBe(5);
  rerender({ chat: aChat({ unread: 0, readSeq: 8, lastSeq: 8 }), held: log(8) });
  expect(result.current[0]).toBe(5);
  act(() => result.current[1]());
  expect(result.current[0]).toBeNull();
});

test('what comes while one looks on is not unread', () => {
  const { result, rerender } = render(aChat({ unread: 0, readSeq: 5, lastSeq: 5 }), log(5));
  rerender({ chat: aChat({ unread: 1, readSeq: 5, lastSeq: 6 }), held: log(6) });
  expect(result.current[0]).toBeNull();
});

test('what was missed in an open chat begins after what was read', () => {
  const { result, rerender } = render(aChat({ unread: 0, readSeq: 5, lastSeq: 5 }), log(5));
  rerender({ chat: aChat({ unread: 30, readSeq: 5, lastSeq: 35 }), held: log(5) });
  expect(result.current[0]).toBe(5);
  rerender({ chat: aChat({ unread: 30, readSeq: 5, lastSeq: 35 }), held: log(35) });
  rerender({ chat: aChat({ unread: 0, readSeq: 35, lastSeq: 35 }), held: log(35) });
  expect(result.current[0]).toBe(5);
  rerender({ chat: aChat({ unread: 2, readSeq: 35, lastSeq: 37 }), held: log(35) });
  expect(result.current[0]).toBe(35);
});

test('what comes while the page is hidden begins after what was read', () => {
  const { result, rerender } = render(aChat({ unread: 0, readSeq: 5, lastSeq: 5 }), log(5));
  look('hidden');
  expect(result.current[0]).toBeNull();
  rerender({ chat: aChat({ unread: 1, readSeq: 5, lastSeq: 6 }), held: log(6) });
  rerender({ chat: aChat({ unread: 2, readSeq: 5, lastSeq: 7 }), held: log(7) });
  look('visible');
  expect(result.current[0]).toBe(5);
});
