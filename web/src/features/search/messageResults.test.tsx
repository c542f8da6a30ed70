import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { knowUsers } from '@/shared/people';
import { signedIn } from '@/shared/session';
import { aChat, ben, holdChats } from '@/test/chats';
import { aFound, standInForLayout } from '@/test/found';
import { renderPage } from '@/test/renderPage';
import { ana, problem, serve, signInAnswer } from '@/test/server';
import MessageResults from './MessageResults';

const utcOffset = String(-new Date().getTimezoneOffset());

function Field() {
  const [query, setQuery] = useState('');
  return (
    <>
      <input aria-label="Search" onChange={(event) => setQuery(event.target.value)} value={query} />
      {query !== '' && <MessageResults query={query} />}
    </>
  );
}

const type = (text: string) => userEvent.type(screen.getByLabelText('Search'), text);
const page = (from: number, count: number) => Array.from({ length: count }, (_, n) => aFound(from + n, `ferry ${from + n}`, 'ferry'));
let scrollToEnd: () => void;

beforeEach(() => {
  signedIn(signInAnswer);
  holdChats(aChat());
  knowUsers([ben]);
  scrollToEnd = standInForLayout();
  history.replaceState(null, '', '/');
});

test('a found message says where it is, who wrote it, and shows the words', async () => {
  serve({ 'GET /search': () => ({ body: { items: [aFound(7, 'The early ferry, then', 'ferry')] } }) });
  renderPage(<Field />);
  await type('ferry');
  const link = await screen.findByRole('link', { name: /Hikers/ });
  expect(link).toHaveAttribute('href', `/c/${aChat().id}/7`);
  expect(link).toHaveTextContent('Ben: The early ferry, then');
  expect(within(link).getByText('ferry').tagName).toBe('MARK');
  expect(screen.getByText('1 message found')).toBeInTheDocument();
});

test('one is asked for what stands there when the typing pauses', async () => {
  const calls = serve({ 'GET /search': () => ({ body: { items: [] } }) });
  renderPage(<Field />);
  await type('ferry');
  expect(await screen.findByText('No messages found')).toBeVisible();
  expect(calls.map(({ query }) => query)).toEqual([{ query: 'ferry', limit: '20', utcOffset }]);
});

test('the former results stay until the next are here, and an answer that comes too late is not shown', async () => {
  let answerLate = (_answer: object) => {};
  const late = new Promise<object>((resolve) => (answerLate = resolve));
  serve({
    'GET /search': ({ query }) => {
      if (query.query === 'fer') return { body: { items: [aFound(1, 'fer one', 'fer')] } };
      if (query.query === 'ferr') return late;
      return { body: { items: [aFound(3, 'ferry three', 'ferry')] } };
    },
  });
  renderPage(<Field />);
  await type('fer');
  expect(await screen.findByText('one', { exact: false })).toBeVisible();
  await type('r');
  await waitFor(() => expect(screen.getByRole('list')).toHaveAttribute('aria-busy', 'true'));
  expect(screen.getByText('one', { exact: false })).toBeVisible();
  await type('y');
  expect(await screen.findByText('three', { exact: false })).toBeVisible();
  await act(async () => answerLate({ body: { items: [aFound(2, 'ferr two', 'ferr')] } }));
  expect(screen.queryByText('two', { exact: false })).not.toBeInTheDocument();
  expect(screen.getByText('three', { exact: false })).toBeVisible();
});

test('pages that are short or empty are followed by the next until there is a screenful', async () => {
  const pages: Record<string, object> = {
    '': { items: [], next: 'a' },
    a: { items: page(1, 3), next: 'b' },
    b: { items: [], next: 'c' },
    c: { items: page(10, 17), next: 'd' },
    d: { items: page(40, 2) },
  };
  const calls = serve({ 'GET /search': ({ query }) => ({ body: pages[query.cursor ?? ''] }) });
  renderPage(<Field />);
  await type('ferry');
  expect(await screen.findByText('20 messages found so far')).toBeInTheDocument();
  expect(calls).toHaveLength(4);
  act(scrollToEnd);
  expect(await screen.findByText('22 messages found')).toBeInTheDocument();
  expect(screen.getAllByRole('link')).toHaveLength(22);
});

test('a failure says so and can be tried again, from where it was', async () => {
  let isDown = true;
  const calls = serve({
    'GET /search': ({ query }) => {
      if (!query.cursor) return { body: { items: page(1, 2), next: 'a' } };
      return isDown ? problem(403, 'forbidden', 'Something broke.') : { body: { items: page(5, 1) } };
    },
  });
  renderPage(<Field />);
  await type('ferry');
  expect(await screen.findByRole('alert')).toHaveTextContent('Messages could not be searched. Something broke.');
  expect(screen.getAllByRole('link')).toHaveLength(2);
  isDown = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('3 messages found')).toBeInTheDocument();
  expect(calls.filter(({ query }) => !query.cursor)).toHaveLength(1);
});

test('what the server does not understand it says itself, without a second try', async () => {
  serve({ 'GET /search': () => problem(400, 'validation', 'There is no day 2026-02-31.') });
  renderPage(<Field />);
  await type('before:2026-02-31');
  expect(await screen.findByRole('alert')).toHaveTextContent(/^There is no day 2026-02-31\.$/);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

test('a filter that is still being typed is not asked about', async () => {
  const calls = serve({ 'GET /search': () => ({ body: { items: page(1, 1) } }) });
  renderPage(<Field />);
  await type('ferry');
  expect(await screen.findByRole('link')).toBeVisible();
  await type(' from:');
  await type('me');
  await waitFor(() => expect(calls.map(({ query }) => query.query)).toEqual(['ferry', 'ferry from:me']));
});

test('one opens at its message, also when that is the address already', async () => {
  serve({ 'GET /search': () => ({ body: { items: [aFound(7, 'ferry', 'ferry', { senderId: ana.id })] } }) });
  renderPage(<Field />);
  await type('ferry');
  const link = await screen.findByRole('link', { name: /You: ferry/ });
  await userEvent.click(link);
  expect(location.pathname).toBe(`/c/${aChat().id}/7`);
  expect(link).toHaveAttribute('aria-current', 'location');
  const first = history.state as { visit: number };
  await waitFor(() => expect(Date.now()).toBeGreaterThan(first.visit));
  await userEvent.click(link);
  expect((history.state as { visit: number }).visit).toBeGreaterThan(first.visit);
});
