import { vi } from 'vitest';

interface Call {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
}

interface Sent {
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
type Handler = (call: Call) => Answer | undefined | Promise<Answer>;

/** Answers `fetch` in place of the server and notes what was asked. Anything not foreseen fails the request. */
export function serve(handlers: Record<string, Handler>): Call[] {
  const calls: Call[] = [];
  const fetch = async (address: string, { method = 'GET', body, headers: sent = {} }: Sent = {}) => {
    const url = new URL(address, 'http://localhost');
    const path = url.pathname.replace('/api/v1', '');
    const call = {
      method,
      path,
      query: Object.fromEntries(url.searchParams),
      headers: sent,
      body: body === undefined ? undefined : JSON.parse(body),
    };
    calls.push(call);
    const handler = handlers[`${method} ${path}`];
    if (!handler) throw new TypeError(`No answer for ${method} ${path}`);
    const { status = 200, body: answer, headers = {} } = (await handler(call)) ?? {};
    const empty = status === 204 || answer === undefined;
    return new Response(empty ? null : JSON.stringify(answer), { status, headers });
  };
  vi.stubGlobal('fetch', vi.fn(fetch));
  return calls;
}

/** A failure as the server tells it. */
export function problem(status: number, code: string, detail: string, more: { errors?: object; retryAfter?: number } = {}): Answer {
  const { errors, retryAfter } = more;
  return {
    status,
    body: { code, detail, ...(errors && { errors }) },
    ...(retryAfter !== undefined && { headers: { 'Retry-After': String(retryAfter) } }),
  };
}

export const ana = { id: '0198c2b0-0000-7000-8000-00000000000a', name: 'Ana', email: 'ana@example.org', premium: false };

export const signInAnswer = { accessToken: 'token', expiresIn: 900, user: ana };
