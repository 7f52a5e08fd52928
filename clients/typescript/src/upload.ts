import type { CallOptions } from './call.ts';
import { PaylinksConnectionError } from './errors.ts';
import type { Batch } from './generated/schema.ts';
import type { Fetch } from './retrying-fetch.ts';
import { sleep } from './sleep.ts';

interface NamedFile {
  file: Blob | Uint8Array<ArrayBuffer> | string;
  name: string;
}

const TRIES = 3;

/** Storage has refused the file: it is larger than allowed, other than its `sha256` says, or the form has run out. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly status: number;

  constructor(status: number, text: string) {
    const [, code = ''] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
    super(`The upload was answered ${status} ${code}`.trim());
    this.status = status;
  }
}

/** Sends a file by a batch's form, straight to storage. The same file twice is one file, so it is repeated where that may help. */
export async function sendFile(
  fetch: Fetch,
  { url, fields }: NonNullable<Batch['upload']>,
  { file, name }: NamedFile,
  { signal }: CallOptions,
): Promise<void> {
  const blob = file instanceof Blob ? file : new Blob([file], { type: 'text/csv' });
  for (let tries = 1; ; tries += 1) {
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.append(field, value);
    // Storage reads the fields up to the file.
    body.append('file', blob, name);
    const request = new Request(url, { method: 'POST', body, ...(signal ? { signal } : {}) });
    try {
      const response = await fetch(request);
      if (response.ok) return;
      if (response.status < 500 || tries === TRIES) {
        throw new UploadError(response.status, await response.text());
      }
    } catch (error) {
      if (error instanceof UploadError || signal?.aborted) throw error;
      if (tries === TRIES) throw new PaylinksConnectionError(request, error);
    }
    await sleep(500 * 2 ** tries * Math.random(), signal);
  }
}
