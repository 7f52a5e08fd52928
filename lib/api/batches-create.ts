import * as z from 'zod/mini';
import type { NewBatch } from '../batches/create.ts';
import { once } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import { BatchBody } from './batch-body.ts';
import { BatchDefaults, toDefaults } from './batch-defaults.ts';
import { BatchId } from './batch-params.ts';
import { given, maybe, text } from './fields.ts';

/** A file has at most so many columns, and so many may be mapped. */
const MOST_COLUMNS = 100;

/** Names that objects have by themselves. */
const HeaderName = text(200).check(z.refine((name) => !(name in {}), 'Not a name for a column.'));

const Columns = z
  .record(HeaderName, z.nullable(text(200)))
  .check(
    z.refine((columns) => Object.keys(columns).length <= MOST_COLUMNS, `At most ${MOST_COLUMNS} columns.`),
  );

export const NewBatchBody = z.strictObject({
  file_name: text(200),
  sha256: maybe(z.string().check(z.regex(/^[0-9a-fA-F]{64}$/, '64 hexadecimal digits.'))),
  defaults: maybe(BatchDefaults),
  columns: maybe(Columns),
  retry_of: maybe(BatchId),
  auto_confirm: maybe(z.boolean()),
  force: maybe(z.boolean()),
  mode: maybe(z.literal('provider')),
});
export type NewBatchBody = z.infer<typeof NewBatchBody>;

export const createBatchRoute: Route<object, object, NewBatchBody, BatchBody> = {
  ...noInput,
  bodyOptional: false,
  id: 'createBatch',
  method: 'POST',
  path: '/v1/batches',
  tag: 'Batches',
  summary: 'Begin a batch: get a form to upload its file with',
  description:
    'Send `upload.fields` and then the file, as `file`, to `upload.url` as multipart/form-data; then `POST /v1/batches/{id}/confirm_upload`. The form lives for an hour, and each `GET /v1/batches/{id}` gives a new one until the file has come, which may take a day. With `sha256` no other file is taken. Nothing is created or sent before `POST /v1/batches/{id}/confirm`, unless `auto_confirm` lets a file without any error run by itself.',
  scope: 'batches',
  idempotent: once,
  body: NewBatchBody,
  returns: { statuses: { 201: 'The batch, which waits for its file.' }, body: BatchBody },
};

/** The body in the words of the domain. */
export function toNewBatch(body: NewBatchBody): NewBatch {
  const { file_name, sha256, defaults, columns, retry_of, auto_confirm, force, mode } = given(body);
  const { connection, ...shared } = given(defaults ?? {});
  const kept = toDefaults(shared);
  return {
    fileName: file_name ?? '',
    ...(connection === undefined ? {} : { connection }),
    ...(Object.keys(kept).length > 0 ? { defaults: kept } : {}),
    ...(sha256 === undefined ? {} : { sha256: sha256.toLowerCase() }),
    ...(columns && Object.keys(columns).length > 0 ? { columns } : {}),
    ...(retry_of === undefined ? {} : { retryOf: retry_of }),
    ...(auto_confirm ? { autoConfirm: true as const } : {}),
    ...(force ? { force: true as const } : {}),
    ...(mode === undefined ? {} : { mode }),
  };
}
