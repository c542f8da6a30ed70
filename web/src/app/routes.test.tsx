import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { signedIn, signedOut, useSession } from '@/shared/session';
import { renderPage } from '@/test/renderPage';
import { serve, signInAnswer } from '@/test/server';
import { Routes } from './Routes';

vi.mock('./Shell', () => ({ Shell: () => <p>shell</p> }));

beforeEach(() => {
  sessionStorage.clear();
  serve({});
  useSession.setState({ status: 'signedOut', user: null, ended: null });
});

test('a link to a message asks to sign in and leads on to it', async () => {
  history.replaceState(null, '', '/c/abc/7');
  renderPage(<Routes />);
  expect(await screen.findByRole('heading', { name: 'Welcome to BrainMessenger' })).toBeVisible();
  expect(location.pathname).toBe('/welcome');

  act(() => signedIn(signInAnswer));
  expect(await screen.findByText('shell')).toBeVisible();
  expect(location.pathname).toBe('/c/abc/7');
});

test('after a sign-out on purpose the next sign-in begins at home, and the page says what happened', async () => {
  act(() => signedIn(signInAnswer));
  history.replaceState(null, '', '/c/abc');
  renderPage(<Routes />);
  await act(() => signedOut('wish'));
  expect(await screen.findByText('You have signed out.')).toBeVisible();

  act(() => signedIn(signInAnswer));
  expect(await screen.findByText('shell')).toBeVisible();
  expect(location.pathname).toBe('/');
});

test('a session that the server ended is told as such', async () => {
  act(() => signedIn(signInAnswer));
  history.replaceState(null, '', '/');
  renderPage(<Routes />);
  await act(() => signedOut());
  expect(await screen.findByText(/You have been signed out/)).toBeVisible();
});
