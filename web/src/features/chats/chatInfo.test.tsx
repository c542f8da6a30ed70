import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { useChat } from '@/shared/chats';
import { usePersonCard } from '@/shared/personCard';
import { signedIn } from '@/shared/session';
import { getChat } from '@/shared/sync/cache';
import type { LocalChat } from '@/shared/sync/fold';
import { aChat, ben, cleo, holdChats, member } from '@/test/chats';
import { renderPage } from '@/test/renderPage';
import { ana, problem, serve, signInAnswer } from '@/test/server';
import ChatInfoPanel from './ChatInfoPanel';
import PersonDialog from './info/PersonDialog';

const onClose = vi.fn();
const chat = aChat();
const path = `/chats/${chat.id}`;

function Panel() {
  const held = useChat(chat.id);
  return held ? <ChatInfoPanel chat={held} onClose={onClose} /> : null;
}

function open(change: Partial<LocalChat> = {}) {
  holdChats({ ...chat, ...change });
  renderPage(<Panel />);
}

const members = () => ({ body: { items: [member(ana, 'owner'), member(ben, 'admin'), member(cleo, 'member')] } });

beforeEach(() => {
  signedIn(signInAnswer);
  onClose.mockClear();
});

test('the owner sees every verb, a member only those for oneself', async () => {
  serve({ [`GET ${path}/members`]: members });
  open();
  expect(await screen.findByText('Cleo')).toBeVisible();
  for (const name of ['Rename', 'Change the photo', 'Add people', 'Leave the group', 'Delete the group', 'Actions for Ben']) {
    expect(screen.getByRole('button', { name })).toBeVisible();
  }
  expect(screen.getByRole('switch', { name: /New people see the history/ })).toBeChecked();
});

test('a member can only mute, pin, archive and leave', async () => {
  serve({ [`GET ${path}/members`]: members });
  open({ role: 'member' });
  expect(await screen.findByText('Cleo')).toBeVisible();
  for (const name of ['Rename', 'Change the photo', 'Add people', 'Delete the group', 'Actions for Ben', 'Actions for Cleo']) {
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  }
  expect(screen.queryByRole('switch', { name: /history/ })).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Leave the group' })).toBeVisible();
});

test('a personal chat shows the other person and offers no leaving', () => {
  serve({});
  open({ type: 'personal', peer: ben });
  expect(screen.getByText('@ben')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Leave/ })).not.toBeInTheDocument();
  expect(screen.queryByText(/members/)).not.toBeInTheDocument();
});

test('a role is given from the menu', async () => {
  const calls = serve({
    [`GET ${path}/members`]: members,
    [`PATCH ${path}/members/${cleo.id}`]: () => ({ status: 204 }),
    [`GET ${path}`]: () => ({ body: chat }),
  });
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Actions for Cleo' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Make admin' }));
  await waitFor(() => expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ role: 'admin' }));
  await waitFor(() => expect(calls.filter((call) => call.path === `${path}/members`)).toHaveLength(2));
});

test('removing asks first, and says why when the server refuses', async () => {
  const calls = serve({
    [`GET ${path}/members`]: members,
    [`DELETE ${path}/members/${cleo.id}`]: () => problem(403, 'forbidden', 'You are not allowed to do this.'),
  });
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Actions for Cleo' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Remove from the chat' }));
  expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Remove from the chat' }));
  expect(await dialog.findByRole('alert')).toHaveTextContent('You are not allowed to do this.');
});

test.each([
  ['For 1 hour', 1],
  ['For 8 hours', 8],
])('muted %s', async (label, hours) => {
  const calls = serve({ [`PUT ${path}/mute`]: () => ({ status: 204 }), [`GET ${path}/members`]: members });
  open();
  await userEvent.click(screen.getByRole('button', { name: 'Mute' }));
  await userEvent.click(screen.getByRole('menuitem', { name: label }));
  const until = await screen.findByRole('button', { name: /^Unmute/ });
  expect(until).toHaveTextContent('Muted until');
  const sent = calls.find(({ method }) => method === 'PUT')!.body as { until: string };
  expect(Date.parse(sent.until) - Date.now()).toBeCloseTo(hours * 3_600_000, -5);
});

test('renaming is saved, and Esc takes it back without closing the panel', async () => {
  const calls = serve({
    [`GET ${path}/members`]: members,
    [`PATCH ${path}`]: ({ body }) => ({ body: { ...chat, ...(body as object) } }),
  });
  open();
  await userEvent.click(screen.getByRole('button', { name: 'Rename' }));
  await userEvent.keyboard('{Escape}');
  expect(onClose).not.toHaveBeenCalled();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Rename' })).toHaveFocus());

  await userEvent.keyboard('{Enter}');
  await userEvent.type(screen.getByLabelText('Name'), ' 2');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(getChat(chat.id)?.name).toBe('Hikers 2'));
  expect(calls.find(({ method }) => method === 'PATCH')!.body).toEqual({ name: 'Hikers 2' });

  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});

test('a member opens as a profile from which one can write to them', async () => {
  const calls = serve({
    [`GET ${path}/members`]: members,
    'POST /chats': () => ({ body: aChat({ id: 'p2', type: 'personal', peer: cleo }) }),
  });
  open();
  await userEvent.click(await screen.findByRole('button', { name: /^Cleo/ }));
  expect(usePersonCard.getState().userId).toBe(cleo.id);

  renderPage(<PersonDialog onClose={onClose} userId={cleo.id} />);
  const write = within(await screen.findByRole('dialog', { name: 'Profile' })).getByRole('button', { name: 'Send a message' });
  expect(write).toHaveFocus();
  await userEvent.click(write);
  await waitFor(() => expect(location.pathname).toBe('/c/p2'));
  expect(calls.find(({ method }) => method === 'POST')!.body).toEqual({ type: 'personal', memberIds: [cleo.id] });
  expect(onClose).toHaveBeenCalledOnce();
});

test('Esc in a dialog of the panel leaves the panel open', async () => {
  serve({ [`GET ${path}/members`]: members });
  open();
  await userEvent.click(screen.getByRole('button', { name: 'Leave the group' }));
  screen.getByRole('button', { name: 'Cancel' }).focus();
  await userEvent.keyboard('{Escape}');
  expect(onClose).not.toHaveBeenCalled();
});

test('the last owner is told why leaving does not work', async () => {
  serve({
    [`GET ${path}/members`]: members,
    [`DELETE ${path}/members/me`]: () => problem(409, 'chat.last_owner', 'The last owner cannot leave.'),
  });
  open();
  await userEvent.click(screen.getByRole('button', { name: 'Leave the group' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Leave “Hikers”?' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Leave the group' }));
  expect(await dialog.findByRole('alert')).toHaveTextContent('The last owner cannot leave.');
  expect(getChat(chat.id)).toBeDefined();
});

test('deleting takes the chat away and leads home', async () => {
  history.replaceState(null, '', `/c/${chat.id}/info`);
  serve({ [`GET ${path}/members`]: members, [`DELETE ${path}`]: () => ({ status: 204 }) });
  open();
  await userEvent.click(screen.getByRole('button', { name: 'Delete the group' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete the group' }));
  await waitFor(() => expect(getChat(chat.id)).toBeUndefined());
  expect(location.pathname).toBe('/');
});
