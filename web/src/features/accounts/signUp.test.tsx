import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSession } from '@/shared/session';
import { problem, serve, signInAnswer } from '@/test/server';
import { digitsOf } from './checks';
import { keepRegistration, keepSetupCode, type Pending, readRegistration } from './registration';
import SignUpPage from './SignUpPage';
import { renderPage } from '@/test/renderPage';

beforeEach(() => {
  sessionStorage.clear();
  useSession.setState({ status: 'signedOut', user: null, ended: null });
});

afterEach(() => {
  vi.useRealTimers();
});

const now = () => Date.now();
const pending = (): Pending => ({
  registrationId: 'r1',
  email: 'ana@example.org',
  name: 'Ana',
  resendAt: now() + 60_000,
  expiresAt: now() + 600_000,
});

async function fill({ name = 'Ana', email = 'ana@example.org', password = 'correct horse' } = {}) {
  const user = userEvent.setup();
  if (name) await user.type(screen.getByLabelText('Name'), name);
  if (email) await user.type(screen.getByLabelText('E-mail'), email);
  if (password) await user.type(screen.getByLabelText('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Continue' }));
}

test('empty fields are named before anything is sent, and the first gets the focus', async () => {
  const calls = serve({});
  renderPage(<SignUpPage />);
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));

  const name = screen.getByLabelText('Name');
  expect(name).toHaveAccessibleDescription('Enter a name.');
  expect(name).toBeInvalid();
  expect(screen.getByLabelText('E-mail')).toBeInvalid();
  await waitFor(() => expect(name).toHaveFocus());
  expect(calls).toEqual([]);
});

test("the server's errors stand beside their fields and go when the field changes", async () => {
  const errors = { password: ['This password is among the most common ones.'] };
  serve({ 'POST /auth/register': () => problem(400, 'validation', 'Check the form.', { errors }) });
  renderPage(<SignUpPage />);
  await fill();

  const password = screen.getByLabelText('Password');
  await waitFor(() => expect(password).toHaveAccessibleDescription('This password is among the most common ones.'));
  await waitFor(() => expect(password).toHaveFocus());
  await userEvent.type(password, '!');
  expect(password).toBeValid();
});

test('closed registration and a server that does not answer are told', async () => {
  serve({ 'POST /auth/register': () => problem(403, 'registration.closed', 'Registration is closed here.') });
  renderPage(<SignUpPage />);
  await fill();
  expect(await screen.findByText('Registration is closed here.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Continue' })).toHaveFocus();

  serve({});
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('No connection to the server.');
});

test('a limit tells how long to wait and holds the button until then', async () => {
  serve({ 'POST /auth/register': () => problem(429, 'rate_limited', 'Too many.', { retryAfter: 125 }) });
  renderPage(<SignUpPage />);
  await fill();
  expect(await screen.findByRole('alert')).toHaveTextContent('Please wait 2:05');
  expect(screen.getByRole('button', { name: /^Wait 2:0/ })).toBeDisabled();
});

test('sign-up goes on to the code, survives a reload and keeps the details on the way back', async () => {
  const calls = serve({ 'POST /auth/register': () => ({ status: 202, body: { registrationId: 'r1', expiresIn: 600 } }) });
  const { unmount } = renderPage(<SignUpPage />);
  await fill({ email: ' ana@example.org ' });
  expect(await screen.findByRole('heading', { name: 'Enter the code' })).toBeVisible();
  expect(calls[0]!.body).toEqual({ name: 'Ana', email: 'ana@example.org', password: 'correct horse', locale: 'en' });
  expect(sessionStorage.getItem('bm-registration')).not.toContain('correct horse');

  unmount();
  renderPage(<SignUpPage />);
  expect(screen.getByText('ana@example.org')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Change the e-mail address' }));
  expect(screen.getByLabelText('E-mail')).toHaveValue('ana@example.org');
});

test('a pasted code is sent at once, with the set-up code of the link', async () => {
  keepRegistration(pending());
  keepSetupCode('first-admin');
  const calls = serve({ 'POST /auth/verify-email': () => ({ body: signInAnswer }) });
  renderPage(<SignUpPage />);
  const user = userEvent.setup();
  await user.click(screen.getByLabelText('8-digit code'));
  await user.paste('Your code: 1234 5678.');

  await waitFor(() => expect(useSession.getState().status).toBe('signedIn'));
  expect(calls).toHaveLength(1);
  expect(calls[0]!.body).toEqual({ registrationId: 'r1', code: '12345678', setupCode: 'first-admin' });
  expect(readRegistration()).toBeNull();
  expect(sessionStorage).toHaveLength(0);
});

test('a wrong code is told, and the field is empty and ready again', async () => {
  keepRegistration(pending());
  serve({ 'POST /auth/verify-email': () => problem(400, 'code.invalid', 'The code is wrong or has expired.') });
  renderPage(<SignUpPage />);
  const field = screen.getByLabelText('8-digit code');
  await userEvent.type(field, '00000000');
  expect(await screen.findByRole('alert')).toHaveTextContent('The code is wrong or has expired.');
  expect(field).toHaveValue('');
  expect(field).toBeInvalid();
  expect(field).toHaveFocus();
});

test('after too many wrong codes only another one helps, and after its time the code has expired', async () => {
  keepRegistration({ ...pending(), expiresAt: now() - 1 });
  serve({ 'POST /auth/verify-email': () => problem(400, 'code.invalid', 'This code is not valid (any more).') });
  renderPage(<SignUpPage />);
  const user = userEvent.setup();
  for (let tries = 1; tries <= 5; tries++) {
    await user.click(screen.getByLabelText('8-digit code'));
    await user.paste('00000000');
    const expected = tries < 5 ? 'This code has expired.' : 'After 5 wrong tries this code no longer works.';
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(expected));
  }
});

test('a short pause before another code is only counted down', async () => {
  keepRegistration({ ...pending(), resendAt: 0 });
  serve({ 'POST /auth/resend-code': () => problem(429, 'rate_limited', 'Too many.', { retryAfter: 40 }) });
  renderPage(<SignUpPage />);
  await userEvent.click(screen.getByRole('button', { name: 'Send a new code' }));
  expect(await screen.findByRole('button', { name: /^New code in 0:[34]/ })).toBeDisabled();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('another code can be had when the pause is over', async () => {
  vi.useFakeTimers();
  keepRegistration(pending());
  const calls = serve({ 'POST /auth/resend-code': () => ({ status: 202 }) });
  renderPage(<SignUpPage />);
  expect(screen.getByRole('button', { name: 'New code in 1:00' })).toBeDisabled();
  act(() => vi.advanceTimersByTime(30_000));
  expect(screen.getByRole('button', { name: 'New code in 0:30' })).toBeDisabled();
  act(() => vi.advanceTimersByTime(30_000));

  fireEvent.click(screen.getByRole('button', { name: 'Send a new code' }));
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(calls.map(({ body }) => body)).toEqual([{ registrationId: 'r1' }]);
  expect(screen.getByText(/A new code is on its way/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'New code in 1:00' })).toBeDisabled();
});

test.each([
  ['12345678', '12345678'],
  ['1234 5678', '12345678'],
  ['Ihr Code lautet 1234-5678, bis 10:30', '12345678'],
  ['１２３４５６７８', '12345678'],
  ['12a3', '123'],
  ['123456789', '12345678'],
])('%s gives the digits %s', (text, digits) => {
  expect(digitsOf(text)).toBe(digits);
});

