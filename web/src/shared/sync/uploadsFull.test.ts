import { Blob as StoredBlob } from 'node:buffer';
import { expect, test, vi } from 'vitest';
import { closeOutbox, openOutbox, queueMessage, useOutbox } from './outbox';
import { Uploads } from './uploads';

test('an upload whose state the browser does not take fails once, and is not begun again and again', async () => {
  const hash = vi.fn(async () => {
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    });
    return 'ab12';
  });
  const uploads = new Uploads({ hash, pause: async () => {} });
  await openOutbox(() => uploads.pump());
  const blob = new StoredBlob(['0123456789']) as Blob;
  await queueMessage({ chatId: 'a', text: '', uploads: [{ id: 'u', blob, name: 'u.bin', contentType: 'text/plain', kind: 'document' }] });

  await vi.waitFor(() => expect(useOutbox.getState().items[0]!.failed).toBeDefined());
  await new Promise(setImmediate);
  expect(hash).toHaveBeenCalledOnce();
  uploads.stop();
  closeOutbox();
});
