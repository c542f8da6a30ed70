import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { useRoute } from 'wouter';
import { knowUsers } from '@/shared/people';
import { signedIn } from '@/shared/session';
import { aChat, ben, holdChats } from '@/test/chats';
import { aFound, standInForLayout } from '@/test/found';
import { renderPage } from '@/test/renderPage';
import { serve, signInAnswer } from '@/test/server';
import ChatSearchPanel from './ChatSearchPanel';

const onClose = vi.fn();
const chat = aChat();

const utcOffset = String(-new Date().getTimezoneOffset());

function Panel() {
  const [, route] = useRoute('/c/:chatId/:seq?');
  return <ChatSearchPanel chat={chat} onClose={onClose} seq={route?.seq ? Number(route.seq) : null} />;
}

const items = [aFound(9, 'ferry nine', 'ferry'), aFound(5, 'ferry five', 'ferry'), aFound(2, 'ferry two', 'ferry')];
const field = () => screen.getByLabelText('Search in this chat', { selector: 'input' });

function open(answer: object = { items }) {
  const calls = serve({ 'GET /search': () => ({ body: answer }) });
  history.replaceState(null, '', `/c/${chat.id}?search`);
  renderPage(<Panel />);
  return calls;
}

beforeEach(() => {
  signedIn(signInAnswer);
  holdChats(chat);
  knowUsers([ben]);
  onClose.mockClear();
  standInForLayout();
});

test('only this chat is searched', async () => {
  const calls = open();
  expect(field()).toHaveFocus();
  await userEvent.keyboard('ferry');
  expect(await screen.findAllByRole('link')).toHaveLength(3);
  expect(calls.map(({ query }) => query)).toEqual([{ query: 'ferry', chatId: chat.id, limit: '20', utcOffset }]);
});

test('Enter and the arrows step through the results, up to both ends', async () => {
  open();
  await userEvent.keyboard('ferry');
  await screen.findAllByRole('link');
  const steps = ['{Enter}', '{ArrowDown}', '{Enter}', '{Enter}', '{ArrowUp}', '{Shift>}{Enter}{/Shift}', '{ArrowUp}'];
  const visited = [];
  for (const key of steps) {
    await userEvent.keyboard(key);
    visited.push(location.pathname.split('/').at(-1));
  }
  expect(visited).toEqual(['9', '5', '2', '2', '5', '9', '9']);
  expect(screen.getByText('1/3')).toBeVisible();
  expect(screen.getByRole('link', { current: 'location' })).toHaveTextContent('ferry nine');
  expect(location.search).toBe('?search');
  expect(field()).toHaveFocus();
});

test('Enter pressed before the answer goes to the first result when it comes', async () => {
  open();
  await userEvent.keyboard('ferry{Enter}');
  await waitFor(() => expect(location.pathname).toBe(`/c/${chat.id}/9`));
});

test('typing on takes back an Enter that was not answered yet', async () => {
  open();
  await userEvent.keyboard('fer{Enter}ry');
  await screen.findAllByRole('link');
  expect(location.pathname).toBe(`/c/${chat.id}`);
});

test('the buttons step too', async () => {
  open();
  await userEvent.keyboard('ferry');
  await screen.findAllByRole('link');
  expect(screen.getByRole('button', { name: 'Previous result' })).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(screen.getByRole('button', { name: 'Next result' }));
  await userEvent.click(screen.getByRole('button', { name: 'Next result' }));
  expect(location.pathname).toBe(`/c/${chat.id}/5`);
  await userEvent.click(screen.getByRole('button', { name: 'Previous result' }));
  expect(location.pathname).toBe(`/c/${chat.id}/9`);
});

test('near the last known result more are asked for', async () => {
  const older = Array.from({ length: 20 }, (_, n) => aFound(50 - n, `ferry ${50 - n}`, 'ferry'));
  const calls = serve({ 'GET /search': ({ query }) => ({ body: query.cursor ? { items } : { items: older, next: 'a' } }) });
  history.replaceState(null, '', `/c/${chat.id}/34?search`);
  renderPage(<Panel />);
  await userEvent.keyboard('ferry');
  expect(await screen.findByText('17/20+')).toBeVisible();
  expect(calls).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('18/23')).toBeVisible();
});

test('an empty field offers the filters, which put themselves in', async () => {
  open();
  expect(screen.queryByRole('button', { name: 'in:' })).not.toBeInTheDocument();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  expect(screen.getByRole('button', { name: /^from:/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(field()).toHaveValue('before:');
  expect(field()).toHaveFocus();
  expect(screen.queryByRole('toolbar')).not.toBeInTheDocument();
});

test('Esc closes, "find" comes back to the field', async () => {
  open();
  await userEvent.keyboard('ferry');
  (await screen.findAllByRole('link'))[1]!.focus();
  // The letter is another one on a Russian keyboard.
  fireEvent.keyDown(document.activeElement!, { key: 'а', code: 'KeyF', ctrlKey: true });
  expect(field()).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});

test('over the conversation it folds up when a result is shown, and unfolds again', async () => {
  standInForLayout({ isPhone: true });
  open();
  await userEvent.keyboard('ferry{Enter}');
  const next = screen.getByRole('button', { name: 'Next result' });
  await waitFor(() => expect(next).toHaveFocus());
  expect(screen.getByRole('complementary')).toHaveAttribute('data-folded');
  await userEvent.click(screen.getByRole('button', { name: 'Back to the results' }));
  expect(screen.getByRole('complementary')).not.toHaveAttribute('data-folded');
});
