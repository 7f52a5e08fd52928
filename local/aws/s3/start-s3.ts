import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../lib/clock.ts';
import { AwsError } from '../aws-error.ts';
import { createFaults, type Fault, type Faults } from '../faults.ts';
import { isSigned, listenAsAws, reset } from '../http.ts';
import { errorAnswer, sendAnswer } from './answer.ts';
import { bucketOperations } from './bucket-operations.ts';
import { type CorsRule, corsHeaders } from './cors.ts';
import { listObjects, listVersions } from './list-operations.ts';
import { abortUpload, completeUpload, createUpload, putPart } from './multipart.ts';
import { postObject } from './post-object.ts';
import { checkPresignedUrl } from './presigned-url.ts';
import { putObject } from './put-object.ts';
import { deleteObject, readObject } from './read-object.ts';
import { type Answer, operationOf, readRequest, type S3Request } from './request.ts';
import type { Credentials } from './signature.ts';
import { createStore, type Store } from './store.ts';

export interface S3Options {
  clock: Clock;
  port?: number;
  /** Folder for `s3.json` and `blobs/`; without it a temporary one is used and removed at close. */
  dataDir?: string;
  /** Whose signature presigned urls and forms must bear; `local` and `local` when absent. */
  credentials?: Credentials;
  faults?: Faults;
}

export interface S3Server {
  readonly url: string;
  readonly faults: Faults;
  /** Creates the bucket, or finds it, and sets what is given. */
  createBucket(bucket: { name: string; versioning?: boolean; cors?: CorsRule[] }): void;
  close(): Promise<void>;
}

interface Context {
  store: Store;
  credentials: Credentials;
  faults: Faults;
}

/** Buckets and objects over S3's REST protocol, path-style and as `<bucket>.localhost`. */
export async function startS3(options: S3Options): Promise<S3Server> {
  const { clock, port, dataDir, faults = createFaults() } = options;
  const credentials = options.credentials ?? { accessKeyId: 'local', secretAccessKey: 'local' };
  const store = createStore(clock, dataDir);
  const context = { store, credentials, faults };
  const listening = await listenAsAws(
    clock,
    (request, response) => void serve(context, request, response),
    port,
  );
  return {
    url: listening.url,
    faults,
    createBucket({ name, versioning, cors }) {
      const bucket = store.buckets().find((known) => known.name === name) ?? store.create(name);
      if (versioning !== undefined) bucket.versioning = versioning ? 'Enabled' : 'Suspended';
      if (cors !== undefined) bucket.cors = cors;
      store.touch();
    },
    async close() {
      await listening.close();
      store.close();
    },
  };
}

async function serve(context: Context, raw: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const request = readRequest(raw);
    const rules = context.store.buckets().find(({ name }) => name === request.bucket)?.cors ?? [];
    const cors = corsHeaders(rules, raw);
    for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
    if (raw.method === 'OPTIONS') return await sendAnswer(response, preflight(cors));

    const operation = operationOf(request);
    const fault = context.faults.take('s3', operation);
    if (fault?.effect === 'none') return fail(fault, raw);
    authorise(context, operation, request);
    const answer = await perform(context, operation, request);
    if (fault) return fail(fault, raw);
    await sendAnswer(response, answer);
  } catch (error) {
    await sendAnswer(response, errorAnswer(error, raw));
    // The rest of a refused upload is read and dropped, so that the client gets to read the refusal.
    raw.resume();
  }
}

function preflight(cors: Record<string, string>): Answer {
  if (Object.keys(cors).length === 0)
    throw new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
  return { status: 200 };
}

/** A signed form proves itself by its policy, a presigned url by its query, all else by its header. */
function authorise({ credentials, store }: Context, operation: string, request: S3Request): void {
  if (operation === 'PostObject' || isSigned(request.raw)) return;
  if (!request.query.has('X-Amz-Signature')) throw new AwsError('AccessDenied', 'Access Denied', 403);
  checkPresignedUrl(request, credentials, store.clock);
}

async function perform(
  { store, credentials }: Context,
  operation: string,
  request: S3Request,
): Promise<Answer> {
  switch (operation) {
    case 'PutObject':
      return await putObject(store, request);
    case 'GetObject':
    case 'HeadObject':
      return readObject(store, request);
    case 'DeleteObject':
      return deleteObject(store, request);
    case 'PostObject':
      return await postObject(store, request, credentials);
    case 'CreateMultipartUpload':
      return createUpload(store, request);
    case 'UploadPart':
      return await putPart(store, request);
    case 'CompleteMultipartUpload':
      return await completeUpload(store, request);
    case 'AbortMultipartUpload':
      return await abortUpload(store, request);
    case 'ListObjectsV2':
      return listObjects(store, request);
    case 'ListObjectVersions':
      return listVersions(store, request);
    default: {
      const run = bucketOperations[operation];
      if (!run) throw new AwsError('NotImplemented', `${operation} is not served here.`, 501);
      return await run(store, request);
    }
  }
}

function fail(fault: Fault, raw: IncomingMessage): void {
  if (fault.answer === 'hang') return;
  if (fault.answer === 'reset') reset(raw);
  else throw new AwsError(fault.answer.type, 'A fault on demand.', fault.answer.status);
}
