import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { i18n } from '@/shared/i18n';
import { signedIn, useSession } from '@/shared/session';
import { renderPage } from '@/test/renderPage';
import { ana, problem, serve, signInAnswer } from '@/test/server';
import ProfilePage from './ProfilePage';

beforeEach(() => {
  localStorage.clear();
  signedIn(signInAnswer);
});

test('name and handle are saved together, the handle without its sign', async () => {
  const calls = serve({ 'PATCH /me': ({ body }) => ({ body: { ...ana, ...(body as object) } }) });
  renderPage(<ProfilePage />);
  expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();

  await userEvent.clear(screen.getByLabelText('Name'));
  await userEvent.type(screen.getByLabelText('Name'), 'Ana Kostić');
  await userEvent.type(screen.getByLabelText('Handle'), '@ana_k');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));

  expect(await screen.findByText('Saved')).toBeVisible();
  expect(calls[0]!.body).toEqual({ name: 'Ana Kostić', handle: 'ana_k' });
  expect(useSession.getState().user?.name).toBe('Ana Kostić');
  expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
});

test('a handle against the rule is not sent, a taken one is told beside its field', async () => {
  const calls = serve({ 'PATCH /me': () => problem(409, 'handle.taken', 'Somebody already has this handle.') });
  renderPage(<ProfilePage />);
  const handle = screen.getByLabelText('Handle');
  await userEvent.type(handle, '1a');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(handle).toHaveAccessibleDescription(/beginning with a letter/);
  expect(calls).toEqual([]);

  await userEvent.clear(handle);
  await userEvent.type(handle, 'ana');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(handle).toHaveAccessibleDescription('Somebody already has this handle.'));
});

test('a theme shows at once and goes to the other devices with the other settings', async () => {
  useSession.setState({ user: { ...ana, settings: { fromElsewhere: 1 } } });
  const calls = serve({ 'PATCH /me': () => ({ body: ana }) });
  renderPage(<ProfilePage />);
  await userEvent.click(screen.getByLabelText('High contrast'));
  expect(document.documentElement.dataset.contrast).toBe('more');
  await waitFor(() => expect(calls[0]?.body).toEqual({ settings: { fromElsewhere: 1, theme: 'contrast' } }));
  await userEvent.click(screen.getByLabelText('Light'));
  expect(document.documentElement.dataset).toMatchObject({ theme: 'light' });
  expect(document.documentElement.dataset.contrast).toBeUndefined();
});

test('the language changes the page', async () => {
  serve({ 'PATCH /me': () => ({ body: { ...ana, locale: 'ru' } }) });
  renderPage(<ProfilePage />);
  await userEvent.click(screen.getByLabelText('Русский'));
  expect(await screen.findByRole('heading', { name: 'Профиль и настройки' })).toBeVisible();
  await userEvent.click(screen.getByLabelText('English'));
  await waitFor(() => expect(i18n.locale).toBe('en'));
});

test('deleting the account asks for the word and the password', async () => {
  const calls = serve({
    'DELETE /me': ({ body }) =>
      (body as { password: string }).password === 'right' ? { status: 204 } : problem(403, 'auth.wrong_password', 'The password is wrong.'),
  });
  renderPage(<ProfilePage />);
  await userEvent.click(screen.getByRole('button', { name: 'Delete account' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete your account?' }));
  const confirm = dialog.getByRole('button', { name: 'Delete account' });
  await userEvent.click(confirm);
  expect(dialog.getByLabelText('Type “delete” to confirm')).toBeInvalid();
  expect(calls).toEqual([]);

  await userEvent.type(dialog.getByLabelText('Type “delete” to confirm'), 'Delete');
  await userEvent.type(dialog.getByLabelText('Password'), 'wrong');
  await userEvent.click(confirm);
  expect(await dialog.findByText('The password is wrong.')).toBeVisible();

  await userEvent.clear(dialog.getByLabelText('Password'));
  await userEvent.type(dialog.getByLabelText('Password'), 'right');
  await userEvent.click(confirm);
  await waitFor(() => expect(useSession.getState()).toMatchObject({ status: 'signedOut', ended: 'wish' }));
});

test('a sign-out that the server does not confirm is no sign-out', async () => {
  serve({});
  renderPage(<ProfilePage />);
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByText('No connection to the server.')).toBeVisible();
  expect(useSession.getState().status).toBe('signedIn');
});
