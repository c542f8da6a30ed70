import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '@/shared/problem';
import * as outbox from '@/shared/sync/outbox';
import { renderPage } from '@/test/renderPage';
import * as preparing from './prepare/prepare';
import PreviewDialog from './PreviewDialog';

const calls = { onSent: vi.fn(), onClose: vi.fn() };
const files = (count: number) => Array.from({ length: count }, (_, n) => new File(['x'], `${n}.txt`, { type: 'text/plain' }));
const show = (count: number) => renderPage(<PreviewDialog chatId="chat" files={files(count)} replyTo={undefined} {...calls} />);
const press = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('button', { name })));

let goOn: () => void;

beforeEach(() => {
  vi.clearAllMocks();
  const line = new Promise<void>((done) => {
    goOn = done;
  });
  vi.spyOn(preparing, 'prepare').mockImplementation(async (file) => {
    await line;
    return { id: file.name, blob: file, name: file.name, contentType: file.type, kind: 'document' };
  });
});

test('what is given up while it is prepared is not sent', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValue('cid');
  show(2);
  await press('Send');
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
  await press('Cancel');
  expect(calls.onClose).toHaveBeenCalledOnce();
  await act(async () => goOn());
  expect(queue).not.toHaveBeenCalled();
  expect(calls.onSent).not.toHaveBeenCalled();
});

test('what the browser could not keep is left to be tried again, without what it has kept', async () => {
  const queue = vi.spyOn(outbox, 'queueMessage').mockResolvedValueOnce('cid').mockRejectedValueOnce(new Problem(400, { code: 'not_kept' })).mockResolvedValue('cid');
  show(12);
  fireEvent.change(screen.getByLabelText('Caption'), { target: { value: 'Twelve' } });
  await press('Send');
  await act(async () => goOn());
  expect(calls.onSent).not.toHaveBeenCalled();
  await press('Send');
  expect(queue.mock.calls.map(([{ text, uploads }]) => [text, uploads!.length])).toEqual([
    ['Twelve', 10],
    ['', 2],
    ['', 2],
  ]);
  expect(calls.onSent).toHaveBeenCalledOnce();
});
