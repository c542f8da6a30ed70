import { Problem, toProblem } from './problem';
import { accessToken, refresh } from './session';

export { Problem } from './problem';

type Query = Record<string, string | number | boolean | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  /** Sign-in, sign-up and the like go without a token. */
  anonymous?: boolean;
  /** The same for a repeat after a lost answer: what was created once is not created again. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Milliseconds; for what takes the server long. */
  patience?: number;
}

const root = '/api/v1';
/** A network that goes without a word leaves a request waiting for minutes. */
const usualPatience = 30_000;

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    request<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) }),
  post: <T>(path: string, body?: unknown, options: Options = {}) => request<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body?: unknown) => request<T>('PUT', path, { body }),
  patch: <T>(path: string, body?: unknown) => request<T>('PATCH', path, { body }),
  delete: <T>(path: string, body?: unknown) => request<T>('DELETE', path, { body }),
};

async function request<T>(method: string, path: string, options: Options): Promise<T> {
  let token = options.anonymous ? null : await accessToken();
  let response = await attempt(method, path, options, token);
  if (response.status === 401 && token !== null) {
    await refresh(token);
    token = await accessToken();
    response = await attempt(method, path, options, token);
  }
  if (!response.ok) throw await toProblem(response);

  const text = await response.text().catch((error: unknown) => {
    throw options.signal?.aborted ? error : new Problem(0);
  });
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function attempt(method: string, path: string, options: Options, token: string | null): Promise<Response> {
  // Sign-in answers put the refresh token into a cookie for us only when they know that a browser asks.
  const headers: Record<string, string> = { 'X-Client': 'web' };
  if (token !== null) headers.Authorization = `Bearer ${token}`;
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  const timeout = AbortSignal.timeout(options.patience ?? usualPatience);
  try {
    return await fetch(root + path + queryString(options.query), {
      method,
      headers,
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0);
  }
}

function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) params.set(key, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
