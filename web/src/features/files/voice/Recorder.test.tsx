import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '@/shared/problem';
import * as outbox from '@/shared/sync/outbox';
import { clearVoiceDrafts, useVoiceDrafts } from '@/shared/voiceDrafts';
import { renderPage } from '@/test/renderPage';
import Recorder from './Recorder';
import type { Studio } from './recording';
import { barCount } from './waveform';

/** A microphone that hears `loud`, and a recorder that writes what the test says. */
class FakeStudio implements Studio {
  loud = 0.5;
  isOpen = false;
  refusal: Error | null = null;
  recorder = { state: 'inactive', mimeType: 'audio/webm;codecs=opus', start: () => {}, stop: () => {}, onstop: () => {}, ondataavailable: (_: { data: Blob }) => {} };

  openMicrophone = async () => {
    if (this.refusal) throw this.refusal;
    this.isOpen = true;
    return { getTracks: () => [{ stop: () => (this.isOpen = false) }] } as unknown as MediaStream;
  };

  makeRecorder = () => {
    const { recorder } = this;
    recorder.start = () => (recorder.state = 'recording');
    recorder.stop = () => {
      recorder.state = 'inactive';
      recorder.ondataavailable({ data: new Blob(['sound']) });
      recorder.onstop();
    };
    return recorder as unknown as MediaRecorder;
  };

  makeMeter = () => ({ level: () => this.loud, close: () => {} });
}

let studio: FakeStudio;
const calls = { onSent: vi.fn(), onClose: vi.fn() };

const show = (chatId = 'chat', replyTo?: number) => renderPage(<Recorder chatId={chatId} replyTo={replyTo} studio={studio} {...calls} />);
const speak = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })));

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  clearVoiceDrafts();
  studio = new FakeStudio();
});

afterEach(() => {
  vi.useRealTimers();
});

test('what was said is sent as a voice message with its length and waveform', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValue('cid');
  show('chat', 7);
  await speak(2000);
  expect(screen.getByText('Recording')).toBeInTheDocument();
  expect(screen.getByRole('timer')).toHaveTextContent('0:02');
  await press('Send');

  const { uploads, ...message } = queue.mock.calls[0]![0];
  expect(message).toEqual({ chatId: 'chat', text: '', replyTo: 7 });
  expect(uploads![0]).toMatchObject({ kind: 'voice', contentType: 'audio/webm', name: 'voice.webm' });
  expect(uploads![0]!.duration).toBeCloseTo(2, 1);
  expect(atob(uploads![0]!.waveform!)).toHaveLength(barCount);
  expect(await uploads![0]!.blob.text()).toBe('sound');
  expect(calls.onSent).toHaveBeenCalledOnce();
  expect(calls.onClose).toHaveBeenCalledOnce();
  expect(studio.isOpen).toBe(false);
});

test('whoever leaves the chat while it is being sent leaves no draft behind', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValue('cid');
  const page = show();
  await speak(2000);
  const { recorder } = studio;
  const stop = recorder.stop;
  recorder.stop = () => {};
  await press('Send');
  page.unmount();
  stop();
  await speak(0);
  expect(queue).toHaveBeenCalledOnce();
  expect(useVoiceDrafts.getState()).toEqual({});
});

test('what the browser could not keep is still there to be sent', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockRejectedValueOnce(new Problem(400, { code: 'not_kept' })).mockResolvedValue('cid');
  show();
  await speak(2000);
  await press('Send');
  expect(calls.onClose).not.toHaveBeenCalled();
  expect(useVoiceDrafts.getState()).toMatchObject({ chat: { duration: expect.closeTo(2, 1) } });
  // The notice that says so.
  await press('Close');
  await press('Send');
  expect(queue).toHaveBeenCalledTimes(2);
  expect(useVoiceDrafts.getState()).toEqual({});
});

test('what is discarded is not sent, and the microphone is off', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage');
  const page = show();
  await speak(3000);
  await press('Discard the recording');
  page.unmount();
  await speak(0);
  expect(queue).not.toHaveBeenCalled();
  expect(calls.onClose).toHaveBeenCalledOnce();
  expect(studio.isOpen).toBe(false);
  expect(useVoiceDrafts.getState()).toEqual({});
});

test('a slip of the finger is not sent', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage');
  show();
  await speak(300);
  expect(screen.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-disabled', 'true');
  await press('Send');
  expect(queue).not.toHaveBeenCalled();
});

test('in a chat that was left it waits, and is sent from there', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValue('cid');
  const page = show();
  await speak(5000);
  page.unmount();
  await speak(0);
  expect(studio.isOpen).toBe(false);
  expect(useVoiceDrafts.getState().chat?.duration).toBeCloseTo(5, 1);

  show();
  expect(screen.getByText('Recorded')).toBeVisible();
  expect(screen.getByRole('timer')).toHaveTextContent('0:05');
  expect(studio.isOpen).toBe(false);
  await press('Send');
  expect(queue).toHaveBeenCalledOnce();
  expect(useVoiceDrafts.getState()).toEqual({});
});

test('a page that is left while recording asks first', async () => {
  show();
  await speak(1000);
  const leaving = new Event('beforeunload', { cancelable: true });
  dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
});

test('after an hour it ends by itself and waits to be sent', async () => {
  show();
  await speak(3_600_500);
  expect(studio.isOpen).toBe(false);
  expect(screen.getByText('An hour is the most.')).toBeVisible();
  expect(screen.getByRole('timer')).toHaveTextContent('1:00:00');
  expect(screen.getByRole('button', { name: 'Send' })).not.toHaveAttribute('aria-disabled');
});

test('a microphone that is pulled out leaves what was said', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValue('cid');
  show();
  await speak(4000);
  await act(async () => studio.recorder.stop());
  expect(screen.getByText('Recorded')).toBeVisible();
  await press('Send');
  expect(queue.mock.calls[0]![0].uploads![0]!.duration).toBeCloseTo(4, 1);
});

test('a chat that is left before the microphone is granted does not keep it', async () => {
  const page = show();
  page.unmount();
  await speak(100);
  expect(studio.isOpen).toBe(false);
  expect(useVoiceDrafts.getState()).toEqual({});
});

test.each([
  ['NotAllowedError', /may not use the microphone/],
  ['NotFoundError', 'No microphone was found.'],
  ['NotReadableError', /in use by another program/],
  ['TypeError', 'The recording could not be started.'],
])('%s is told in a sentence', async (name, sentence) => {
  studio.refusal = new DOMException('', name);
  show();
  await speak(0);
  expect(screen.getByRole('alert')).toHaveTextContent(sentence);
  await press('Close');
  expect(calls.onClose).toHaveBeenCalledOnce();
});
