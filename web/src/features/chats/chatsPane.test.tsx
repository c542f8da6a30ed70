import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Filter } from '@/shared/searchQuery';
import { signedIn } from '@/shared/session';
import { aChat, cleo, holdChats } from '@/test/chats';
import { renderPage } from '@/test/renderPage';
import { serve, signInAnswer } from '@/test/server';
import { ChatsPane } from './ChatsPane';

const field = () => screen.getByLabelText('Search');

function Filters({ onPick }: { onPick: (filter: Filter) => void }) {
  return (
    <button onClick={() => onPick('from:')} type="button">
      pick
    </button>
  );
}

beforeEach(() => {
  signedIn(signInAnswer);
  serve({ 'GET /users': () => ({ body: { items: [cleo] } }) });
  holdChats(aChat());
  renderPage(
    <ChatsPane
      Filters={Filters}
      openChatId={null}
      renderMessages={(query) => (
        <ul>
          <li>
            <a href="/c/1/2">message with {query}</a>
          </li>
        </ul>
      )}
      title="BrainMessenger"
    />,
  );
});

test('the arrows go from the field through chats, people and messages, and back', async () => {
  await userEvent.type(field(), 'hik');
  const rows = [screen.getByRole('link', { name: /Hikers/ }), await screen.findByRole('button', { name: /Cleo/ }), screen.getByText('message with hik')];
  for (const row of rows) {
    await userEvent.keyboard('{ArrowDown}');
    expect(row).toHaveFocus();
  }
  await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
  expect(field()).toHaveFocus();
});

test('a picked filter stands in the field, which has the focus; the filters are offered again when it is empty', async () => {
  await userEvent.click(screen.getByRole('button', { name: 'pick' }));
  expect(field()).toHaveValue('from:');
  expect(field()).toHaveFocus();
  expect(screen.queryByRole('button', { name: 'pick' })).not.toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('button', { name: 'pick' })).toBeVisible();
});

test('people are not looked for by a filter of messages', async () => {
  await userEvent.type(field(), 'from:cleo');
  expect(await screen.findByText('message with from:cleo')).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'People' })).not.toBeInTheDocument();
});
