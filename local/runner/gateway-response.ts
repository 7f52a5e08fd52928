export interface GatewayResponse {
  status: number;
  /** Repeated for Set-Cookie. */
  headers: [name: string, value: string][];
  body: Buffer;
}

/** Lambda's limit for an answer in one piece. */
const MAX_ANSWER_BYTES = 6 * 1024 * 1024;

/**
 * What a function's result becomes in payload format 2.0: with a `statusCode` as it says, without one 200 and the result
 * itself as JSON. A result that no gateway could send is undefined.
 */
export function toGatewayResponse(result: unknown): GatewayResponse | undefined {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const text = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(text) };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result as Answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599 || typeof body !== 'string') return undefined;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_ANSWER_BYTES) return undefined;
  const own = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    String(value),
  ]);
  const typed = own.some(([name]) => name === 'content-type') || bytes.length === 0;
  return {
    status,
    headers: [
      ...(typed ? [] : [['content-type', 'text/plain;charset=UTF-8'] satisfies [string, string]]),
      ...own.filter(([name]) => name !== 'content-length' && name !== 'transfer-encoding'),
      ...cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    ],
    body: bytes,
  };
}

interface Answer {
  statusCode: unknown;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: unknown;
  isBase64Encoded?: boolean;
}
