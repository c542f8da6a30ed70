import { act, renderHook, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { partDegraded, partRecovered, useLive } from '@/shared/sync/live';
import { renderPage } from '@/test/renderPage';
import { ConnectionNotice } from './ConnectionNotice';
import { useConnection } from './useConnection';

afterEach(() => {
  vi.useRealTimers();
  useLive.setState(useLive.getInitialState(), true);
});

function settle(status: 'live' | 'waiting' | 'opening', wasLive: boolean, online = true) {
  vi.useFakeTimers();
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online);
  useLive.setState({ status, wasLive });
  const { result } = renderHook(useConnection);
  const atOnce = result.current;
  act(() => void vi.advanceTimersByTime(1_100));
  return [atOnce, result.current];
}

test.each([
  ['live', true, true, 'online'],
  ['opening', false, true, 'connecting'],
  ['waiting', true, true, 'reconnecting'],
  ['waiting', true, false, 'offline'],
  // A server on this machine is there without any network.
  ['live', true, false, 'online'],
] as const)('status %s, live before: %s, network: %s is %s after a second', (status, wasLive, online, expected) => {
  expect(settle(status, wasLive, online)).toEqual(['online', expected]);
});

test('nothing is said while all is well', () => {
  renderPage(<ConnectionNotice connection="online" />);
  expect(screen.getAllByRole('status')[0]).toBeEmptyDOMElement();
});

test('a part that fails is named until it is back, known or not', () => {
  renderPage(<ConnectionNotice connection="online" />);
  act(() => partDegraded('database'));
  expect(screen.getByText(/cannot reach its database/)).toBeVisible();
  act(() => partRecovered('database'));
  expect(screen.queryByText(/cannot reach its database/)).toBeNull();
  act(() => partDegraded('something new'));
  expect(screen.getByText(/A part of the server/)).toBeVisible();
});

test('a lost connection is more important than a failed part', () => {
  act(() => partDegraded('storage'));
  renderPage(<ConnectionNotice connection="offline" />);
  expect(screen.getByText(/You are offline/)).toBeVisible();
  expect(screen.queryByText(/Files cannot/)).toBeNull();
});
