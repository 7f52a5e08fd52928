import { type Paylinks, PaylinksError } from '../../src/index.ts';
import type { Documented } from './document.ts';

export interface Probe {
  id?: string;
  query?: Record<string, string>;
  /** A text is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Any operation through the client's typed core, with input that its types may not allow. Gives the status. */
export async function probe(client: Paylinks, operation: Documented, probe: Probe = {}): Promise<number> {
  const { id = 'unknown', query = {}, body, headers = {} } = probe;
  const path = Object.fromEntries(
    operation.parameters.filter((one) => one.in === 'path').map(({ name }) => [name, id]),
  );
  // Types are of one operation each; this is any of them.
  const request = client.api.request as (
    method: string,
    path: string,
    init: Record<string, unknown>,
  ) => Promise<{ response: Response }>;
  try {
    const { response } = await request(operation.method.toLowerCase(), operation.path, {
      params: { path, query },
      headers,
      parseAs: 'stream',
      ...(body === undefined ? {} : { body }),
      ...(typeof body === 'string' ? { bodySerializer: (text: string) => text } : {}),
    });
    return response.status;
  } catch (error) {
    if (error instanceof PaylinksError) return error.status;
    throw error;
  }
}
