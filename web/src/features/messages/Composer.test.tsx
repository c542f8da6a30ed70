import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { clearDrafts } from '@/shared/drafts';
import type { LocalChat } from '@/shared/sync/fold';
import * as outbox from '@/shared/sync/outbox';
import { ChatModel } from '@/test/chatModel';
import { renderPage } from '@/test/renderPage';
import { serve } from '@/test/server';
import { type About, Composer } from './Composer';
import { Conversing } from './context';

const model = new ChatModel();
const message = model.message('me', 'as it was');
const chat: LocalChat = { ...model.chat(), pos: 1 };
const calls = { onAboutDone: vi.fn(), onEditLast: vi.fn(), onFiles: vi.fn(), onSent: vi.fn() };

function show(about: About | null = null) {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {}, removeEventListener: () => {} }));
  renderPage(
    <Conversing value={{ chat, me: 'me', renderFiles: () => null, openMenu: () => {}, jump: () => {} }}>
      <Composer about={about} chatId="chat" {...calls} />
    </Conversing>,
  );
  return screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
}

beforeEach(() => {
  clearDrafts();
  vi.clearAllMocks();
});

test('Enter sends, Shift and Enter begins a line, and the field is empty again', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValue('cid');
  const field = show();
  await userEvent.type(field, 'first{Shift>}{Enter}{/Shift}second{Enter}');
  expect(queue).toHaveBeenCalledExactlyOnceWith({ chatId: 'chat', text: 'first\nsecond' });
  expect(field.value).toBe('');
  expect(calls.onSent).toHaveBeenCalledOnce();
});

test('nothing but spaces is not sent', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage');
  await userEvent.type(show(), '   {Enter}');
  expect(queue).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
});

test('a composing keyboard keeps its Enter', () => {
  const queue = vi.spyOn(outbox, 'queueMessage');
  const field = show();
  fireEvent.change(field, { target: { value: '日本' } });
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(queue).not.toHaveBeenCalled();
});

test('an answer names what it answers', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValue('cid');
  const field = show({ type: 'reply', message });
  expect(screen.getByText('Reply to You')).toBeVisible();
  await userEvent.type(field, 'yes{Enter}');
  expect(queue).toHaveBeenCalledWith({ chatId: 'chat', text: 'yes', replyTo: message.seq });
  expect(calls.onAboutDone).toHaveBeenCalled();
});

test('editing begins with the text, keeps the draft and asks the server', async () => {
  const asked = serve({ 'PATCH /chats/chat/messages/1': () => ({ body: {} }), 'POST /auth/refresh': () => ({ body: { accessToken: 't', expiresIn: 900, user: {} } }) });
  const field = show({ type: 'edit', message });
  expect(field.value).toBe('as it was');
  await userEvent.clear(field);
  await userEvent.type(field, 'as it is{Enter}');
  await vi.waitFor(() => expect(asked.find((call) => call.method === 'PATCH')?.body).toEqual({ text: 'as it is' }));
});

test('Esc gives up an answer, arrow up in an empty field edits the last message', async () => {
  const field = show({ type: 'reply', message });
  await userEvent.type(field, '{Escape}');
  expect(calls.onAboutDone).toHaveBeenCalledOnce();
  await userEvent.type(field, '{ArrowUp}');
  expect(calls.onEditLast).toHaveBeenCalledOnce();
});

test('pasted files are offered, pasted text is text', () => {
  const field = show();
  const files = [new File(['x'], 'x.png', { type: 'image/png' }), new File(['y'], 'y.txt')];
  fireEvent.paste(field, { clipboardData: { files } });
  fireEvent.paste(field, { clipboardData: { files: [] } });
  expect(calls.onFiles).toHaveBeenCalledExactlyOnceWith(files);
});

test('a draft is there when one comes back', async () => {
  await userEvent.type(show(), 'half a thought');
  expect(JSON.parse(localStorage.getItem('bm-drafts')!)).toEqual({ chat: 'half a thought' });
});
