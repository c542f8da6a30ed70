import { Problem } from '../problem';

const patience = 30_000;
const lookEvery = 5_000;

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
    const cancel = () => {
      fail(new DOMException('Cancelled', 'AbortError'));
      request.abort();
    };
    let moved = Date.now();
    // By the clock: a timer would go on counting where it was when the machine fell asleep.
    const watch = setInterval(() => {
      if (Date.now() - moved >= patience) request.abort();
    }, lookEvery);
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      moved = Date.now();
      progress(event.loaded);
    };
    request.onload = () => (request.status < 300 ? done() : fail(problemOf(request)));
    request.onerror = () => fail(new Problem(0));
    request.onabort = () => fail(new Problem(0));
    request.onloadend = () => {
      clearInterval(watch);
      signal.removeEventListener('abort', cancel);
    };
    signal.addEventListener('abort', cancel);
    if (signal.aborted) {
      clearInterval(watch);
      return cancel();
    }
    request.send(bytes);
  });
}

/** This server says what is wrong; another store answers in its own words. */
function problemOf(request: XMLHttpRequest): Problem {
  const isOurs = request.getResponseHeader('Content-Type')?.startsWith('application/problem+json');
  const seconds = Number(request.getResponseHeader('Retry-After') ?? Number.NaN);
  return new Problem(request.status, isOurs ? parsed(request.responseText) : {}, Number.isFinite(seconds) ? seconds : null);
}

function parsed(text: string): Record<string, never> {
  try {
    return JSON.parse(text) as Record<string, never>;
  } catch {
    return {};
  }
}
