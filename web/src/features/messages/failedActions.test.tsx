import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { activate } from '@/shared/i18n';
import { useOutbox } from '@/shared/sync/outbox';
import type { OutboxItem } from '@/shared/sync/outboxModel';
import { renderPage } from '@/test/renderPage';
import { FailedActions } from './FailedActions';

const failed = (code: string, detail: string): OutboxItem => ({
  cid: 'one',
  chatId: 'chat',
  order: 1,
  text: '',
  at: '2026-03-01T10:00:00Z',
  uploadIds: [],
  failed: { code, detail },
});

beforeEach(() => history.replaceState(null, '', '/c/chat'));

test('a message without room leads to where room is made', async () => {
  useOutbox.setState({ items: [failed('file.quota', 'Your storage is full. Delete files you no longer need, then try again.')] });
  renderPage(<FailedActions cid="one" />);
  expect(screen.getByRole('alert')).toHaveTextContent('Your storage is full.');
  await userEvent.click(screen.getByRole('button', { name: 'Make room' }));
  expect(location.pathname).toBe('/storage');
});

test('a file that is too large names the limit, as the server does', async () => {
  useOutbox.setState({ items: [{ ...failed('too_large', ''), failed: { code: 'too_large', detail: '', limit: 2048 * 1024 * 1024 } }] });
  renderPage(<FailedActions cid="one" />);
  expect(screen.getByRole('alert')).toHaveTextContent('This file is too large: 2,048 MB are the limit.');
  await act(() => activate('ru'));
  expect(screen.getByRole('alert')).toHaveTextContent(/^Файл слишком большой: не больше 2\s048 МБ\.$/);
  await act(() => activate('en'));
});

test('any other failure says what the server said and offers no such way', () => {
  useOutbox.setState({ items: [failed('too_large', 'This file is too large.')] });
  renderPage(<FailedActions cid="one" />);
  expect(screen.getByRole('alert')).toHaveTextContent('This file is too large.');
  expect(screen.queryByRole('button', { name: 'Make room' })).not.toBeInTheDocument();
});
