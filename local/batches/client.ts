import * as z from 'zod';

const Count = z.number();

/** A batch as the API answers it, as far as it is read here. */
export const Batch = z.object({
  id: z.string(),
  status: z.string(),
  rejection: z.nullable(z.object({ code: z.string(), line: z.nullable(z.number()), detail: z.string() })),
  counts: z.object({
    rows: Count,
    valid: Count,
    invalid: Count,
    duplicate: Count,
    queued: Count,
    creating: Count,
    link_created: Count,
    failed: Count,
    skipped: Count,
  }),
  progress: z.object({
    done: Count,
    of: Count,
    rows_per_second: z.nullable(z.number()),
    seconds_left: z.nullable(z.number()),
  }),
  upload: z.nullable(z.object({ url: z.string(), fields: z.record(z.string(), z.string()) })),
});
export type Batch = z.infer<typeof Batch>;

const Row = z.object({ row: z.number(), state: z.string(), link_id: z.nullable(z.string()) });
export type Row = z.infer<typeof Row>;

const Link = z.object({ id: z.string(), status: z.string(), provider_url: z.nullable(z.string()) });
export type Link = z.infer<typeof Link>;

const Page = z.object({ data: z.array(z.unknown()), next_page_token: z.nullable(z.string()) });

export type BatchClient = ReturnType<typeof createBatchClient>;

/** Batches as a merchant's program uses them: through the public API and the storage that it names. */
export function createBatchClient({ api, key }: { api: string; key: string }) {
  const authorization = `Bearer ${key}`;
  const ask = async (method: string, path: string, body?: object): Promise<Response> => {
    const answer = await fetch(api + path, {
      method,
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const batch = async (method: string, path: string, body?: object) =>
    Batch.parse(await (await ask(method, path, body)).json());
  const all = async <T>(path: string, item: z.ZodType<T>): Promise<T[]> => {
    const found: T[] = [];
    for (let token: string | null = ''; token !== null; ) {
      const more: string = token === '' ? '' : `&page_token=${encodeURIComponent(token)}`;
      const page = Page.parse(await (await ask('GET', `${path}page_size=200${more}`)).json());
      found.push(...page.data.map((one) => item.parse(one)));
      token = page.next_page_token;
    }
    return found;
  };
  return {
    create: (body: object) => batch('POST', '/v1/batches', body),
    /** Straight to storage, by the form that the batch came with. */
    async upload({ upload }: Batch, fileName: string, csv: string): Promise<void> {
      if (!upload) throw new Error('the batch takes no file any more');
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
      form.append('file', new Blob([csv], { type: 'text/csv' }), fileName);
      const answer = await fetch(upload.url, { method: 'POST', body: form });
      if (!answer.ok) throw new Error(`the upload was answered ${answer.status}: ${await answer.text()}`);
    },
    confirmUpload: (id: string) => batch('POST', `/v1/batches/${id}/confirm_upload`),
    read: (id: string) => batch('GET', `/v1/batches/${id}`),
    confirm: (id: string) => batch('POST', `/v1/batches/${id}/confirm`, { accept_errors: true }),
    rows: (id: string) => all(`/v1/batches/${id}/rows?`, Row),
    links: (id: string) => all(`/v1/links?batch_id=${id}&`, Link),
    /** `undefined` while it is still being written. */
    async report(id: string, name: 'errors.csv' | 'results.csv'): Promise<string | undefined> {
      const path = `/v1/batches/${id}/${name}`;
      const answer = await fetch(api + path, { headers: { authorization }, redirect: 'manual' });
      if (answer.status === 409) return undefined;
      const location = answer.headers.get('location');
      if (answer.status !== 303 || !location)
        throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
      const file = await fetch(location);
      if (!file.ok) throw new Error(`${name} was answered ${file.status}`);
      return file.text();
    },
  };
}
