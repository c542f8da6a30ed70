import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { signedIn } from '@/shared/session';
import { aChat, ben, cleo, holdChats } from '@/test/chats';
import { renderPage } from '@/test/renderPage';
import { ana, problem, serve, signInAnswer } from '@/test/server';
import NewChatDialog from './NewChatDialog';

const close = () => {};

beforeEach(() => {
  signedIn(signInAnswer);
  holdChats(aChat({ id: 'p1', type: 'personal', peer: ben }));
  history.replaceState(null, '', '/new');
});

const search = () => screen.getByLabelText('Name, @handle or e-mail');

test('people one knows are there at once, others come from the server, oneself never', async () => {
  const calls = serve({ 'GET /users': () => ({ body: { items: [ana, cleo] } }) });
  renderPage(<NewChatDialog onClose={close} />);
  expect(search()).toHaveFocus();
  expect(screen.getByRole('button', { name: /Ben/ })).toBeVisible();

  await userEvent.type(search(), 'cleo@example.org');
  expect(await screen.findByRole('button', { name: /Cleo/ })).toBeVisible();
  expect(screen.queryByRole('button', { name: /Ben/ })).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Ana/ })).not.toBeInTheDocument();
  expect(calls.map(({ query }) => query)).toEqual([{ query: 'cleo@example.org' }]);
});

test('choosing somebody opens the chat of the two', async () => {
  const calls = serve({ 'POST /chats': () => ({ body: aChat({ id: 'p1', type: 'personal', peer: ben }) }) });
  renderPage(<NewChatDialog onClose={close} />);
  await userEvent.click(screen.getByRole('button', { name: /Ben/ }));
  await waitFor(() => expect(location.pathname).toBe('/c/p1'));
  expect(calls[0]!.body).toEqual({ type: 'personal', memberIds: [ben.id] });
});

test('members are ticked, stand as chips, and Backspace takes the last away', async () => {
  holdChats(aChat({ id: 'p1', type: 'personal', peer: ben }), aChat({ id: 'p2', type: 'personal', peer: cleo }));
  serve({});
  renderPage(<NewChatDialog onClose={close} />);
  await userEvent.click(screen.getByRole('button', { name: 'New group' }));

  await userEvent.click(await screen.findByRole('checkbox', { name: /Ben/ }));
  await userEvent.click(screen.getByRole('checkbox', { name: /Cleo/ }));
  expect(screen.getByRole('button', { name: 'Remove Ben' })).toBeVisible();
  await userEvent.click(screen.getByLabelText('Add by name, @handle or e-mail'));
  await userEvent.keyboard('{Backspace}');
  expect(screen.queryByRole('button', { name: 'Remove Cleo' })).not.toBeInTheDocument();
  expect(screen.getByRole('checkbox', { name: /Cleo/ })).not.toBeChecked();
  await userEvent.click(screen.getByRole('button', { name: 'Remove Ben' }));
  expect(screen.getByRole('checkbox', { name: /Ben/ })).not.toBeChecked();
});

test('a group needs a name; a repeat after a failure carries the same key', async () => {
  let tries = 0;
  const calls = serve({
    'POST /chats': () => (++tries === 1 ? problem(503, 'busy', 'The server is busy.') : { status: 201, body: aChat({ id: 'g1' }) }),
  });
  renderPage(<NewChatDialog onClose={close} />);
  await userEvent.click(screen.getByRole('button', { name: 'New group' }));
  const name = await screen.findByLabelText('Name of the group');
  expect(name).toHaveFocus();
  const create = screen.getByRole('button', { name: 'Create' });
  await userEvent.click(create);
  expect(name).toHaveAccessibleDescription('Enter a name.');
  expect(calls).toEqual([]);

  await userEvent.type(name, 'Hikers');
  await userEvent.click(screen.getByRole('checkbox', { name: /Ben/ }));
  await userEvent.click(create);
  expect(await screen.findByText('The server is busy.')).toBeVisible();
  await userEvent.click(create);
  await waitFor(() => expect(location.pathname).toBe('/c/g1'));
  expect(calls[0]!.body).toEqual({ type: 'group', name: 'Hikers', memberIds: [ben.id] });
  expect(calls[0]!.headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
  expect(calls[1]!.headers['Idempotency-Key']).toBe(calls[0]!.headers['Idempotency-Key']);
});
