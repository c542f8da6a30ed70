import { Problem } from '../problem';

/** `fetch` cannot tell how much of a body has gone, so this is the one place for XMLHttpRequest. */
export function putPart(
  url: string,
  headers: Record<string, string>,
  bytes: Blob,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => (request.status < 300 ? done() : fail(new Problem(request.status)));
    request.onerror = () => fail(new Problem(0));
    request.onabort = () => fail(new DOMException('Cancelled', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) return fail(new DOMException('Cancelled', 'AbortError'));
    request.send(bytes);
  });
}
