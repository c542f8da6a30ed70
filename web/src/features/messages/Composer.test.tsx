import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { clearDrafts } from '@/shared/drafts';
import { clearVoiceDrafts, keepVoiceDraft } from '@/shared/voiceDrafts';
import type { LocalChat } from '@/shared/sync/fold';
import * as outbox from '@/shared/sync/outbox';
import { ChatModel } from '@/test/chatModel';
import { renderPage } from '@/test/renderPage';
import { serve } from '@/test/server';
import { type About, Composer } from './Composer';
import { Conversing, type RenderRecorder } from './context';

const model = new ChatModel();
const message = model.message('me', 'as it was');
const chat: LocalChat = { ...model.chat(), pos: 1 };
function RecorderStub({ replyTo, onSent, onClose }: Parameters<RenderRecorder>[0]) {
  return (
    <button
      onClick={() => {
        onSent();
        onClose();
      }}
    >
      speaking to {replyTo ?? 'all'}
    </button>
  );
}

const calls = { onAboutDone: vi.fn(), onEditLast: vi.fn(), onFiles: vi.fn(), onSent: vi.fn() };

function show(about: About | null = null) {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {}, removeEventListener: () => {} }));
  renderPage(
    <Conversing value={{ chat, me: 'me', renderFiles: () => null, renderRecorder: RecorderStub, openMenu: () => {}, jump: () => {} }}>
      <Composer about={about} chatId="chat" {...calls} />
    </Conversing>,
  );
  return screen.getByLabelText<HTMLTextAreaElement>('Message');
}

beforeEach(() => {
  clearDrafts();
  clearVoiceDrafts();
  vi.unstubAllGlobals();
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

function giveMicrophone() {
  vi.stubGlobal('MediaRecorder', vi.fn());
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { mediaDevices: { getUserMedia: () => {} } }));
}

test('the empty field offers the microphone, the first letter the button to send', async () => {
  giveMicrophone();
  const field = show();
  expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
  await userEvent.type(field, 'a');
  expect(screen.getByRole('button', { name: 'Send' })).toBeEnabled();
  expect(screen.queryByRole('button', { name: 'Record a voice message' })).toBeNull();
});

test('a voice message takes the place of the field, answers what text would, and gives the field back', async () => {
  giveMicrophone();
  const field = show({ type: 'reply', message });
  await userEvent.click(screen.getByRole('button', { name: 'Record a voice message' }));
  expect(field).not.toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: `speaking to ${message.seq}` }));
  expect(calls.onSent).toHaveBeenCalledOnce();
  expect(calls.onAboutDone).toHaveBeenCalledOnce();
  expect(field).toBeVisible();
  expect(field).toHaveFocus();
});

test('the second press of a double click on send does not begin to record', () => {
  giveMicrophone();
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Record a voice message' }), { detail: 2 });
  expect(screen.queryByText(/speaking/)).toBeNull();
});

test('what was said before one left the chat waits there', () => {
  keepVoiceDraft('chat', { blob: new Blob(['x']), duration: 3, waveform: '' });
  const leaving = new Event('beforeunload', { cancelable: true });
  dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
  show();
  expect(screen.getByRole('button', { name: 'speaking to all' })).toBeVisible();
});

test('without a recorder in the browser there is the button to send', () => {
  show();
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
});
