interface ProblemBody {
  code?: string;
  detail?: string;
  errors?: Record<string, string[]>;
  retryAfter?: number;
  limit?: number;
}

/** What is kept of one with a message or an upload. */
export interface Failure {
  code: string;
  detail: string;
  limit?: number;
}

/** A failure as the server tells it (RFC 9457), or `offline` when there was no answer at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** One entry per field, for `validation`. */
  readonly fields: Record<string, string[]>;
  /** Seconds. */
  readonly retryAfter: number | null;
  /** Bytes, for `too_large` where it is known. */
  readonly limit: number | undefined;

  constructor(status: number, body: ProblemBody = {}, retryAfter: number | null = null) {
    super(body.detail ?? '');
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'offline' : `http.${status}`);
    this.fields = lowerFirst(body.errors ?? {});
    this.retryAfter = retryAfter ?? body.retryAfter ?? null;
    this.limit = body.limit;
  }

  get failure(): Failure {
    const { code, message: detail, limit } = this;
    return { code, detail, ...(limit !== undefined && { limit }) };
  }

  /** Whether the same request may succeed later without anything being changed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export async function toProblem(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const body = await response.json().catch(() => ({}));
  return new Problem(response.status, body as ProblemBody, Number.isFinite(retryAfter) ? retryAfter : null);
}

function lowerFirst(errors: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, texts]) => [field.charAt(0).toLowerCase() + field.slice(1), texts]),
  );
}
