import { type Clock, toIso } from '../../lib/clock.ts';

export interface RecordedCall {
  /** The stack's own time, RFC 3339. */
  at: string;
  operation: string;
  method: string;
  /** Path with its query. */
  path: string;
  headers: Record<string, string>;
  /** Parsed if it is JSON, else the text; null without a body. */
  body: unknown;
  /** null: not answered, or not yet. */
  status: number | null;
  /** The fault that met the call. */
  fault?: string;
}

export interface Calls {
  record(call: {
    operation: string;
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
  }): RecordedCall;
  all(): readonly RecordedCall[];
}

const kept = 1000;
const secretHeaders = ['authorization', 'cookie', 'x-api-key', 'user-api-key', 'developer-id', 'user-id'];

/** The last 1,000 calls that came in, without secrets: those headers, and the named properties of bodies. */
export function createCalls(clock: Clock, secretProperties: readonly string[]): Calls {
  const calls: RecordedCall[] = [];
  return {
    record({ headers, body, ...call }) {
      const recorded: RecordedCall = {
        at: toIso(clock.now()),
        ...call,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [
            name,
            secretHeaders.includes(name) ? '[secret]' : value,
          ]),
        ),
        body: body === '' ? null : parsed(body, secretProperties),
        status: null,
      };
      calls.push(recorded);
      if (calls.length > kept) calls.shift();
      return recorded;
    },
    all: () => calls,
  };
}

function parsed(body: string, secretProperties: readonly string[]): unknown {
  try {
    return JSON.parse(body, (name, value) => (secretProperties.includes(name) ? '[secret]' : value));
  } catch {
    // A secret in what is no JSON cannot be found by its name, so the rest of such a text is left out.
    const at = secretProperties.map((name) => body.indexOf(name)).filter((found) => found >= 0);
    return at.length === 0 ? body : `${body.slice(0, Math.min(...at))}[secret]`;
  }
}
