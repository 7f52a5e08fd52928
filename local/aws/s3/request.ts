import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';

/** A request as S3 reads it. */
export interface S3Request {
  raw: IncomingMessage;
  /** Undecoded path, as it was signed. */
  path: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
  /** A header, else the query parameter of the same name, which is how a presigned url carries `x-amz-*`. */
  header(name: string): string | undefined;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Part of a file, both ends included. */
  file?: { path: string; start: number; end: number };
}

/** The bucket is the first label of `<bucket>.localhost` or `<bucket>.s3.<anything>`, else the first part of the path. */
export function readRequest(raw: IncomingMessage): S3Request {
  const [path = '/', search = ''] = (raw.url ?? '/').split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const host = (raw.headers.host ?? '').replace(/:\d+$/, '');
  const fromHost = /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.(localhost$|s3[.-])/.exec(host)?.[1];
  const [bucket = '', ...rest] =
    fromHost === undefined ? path.slice(1).split('/') : [fromHost, path.slice(1)];
  return {
    raw,
    path,
    bucket: decode(bucket),
    key: decode(rest.join('/')),
    query,
    header(name) {
      const value = raw.headers[name];
      if (value !== undefined) return Array.isArray(value) ? value.join(',') : value;
      return name.startsWith('x-amz-') ? (query.get(name) ?? undefined) : undefined;
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', 'Could not parse the specified URI.');
  }
}

/** What is not served is refused by name rather than half done. */
const SERVED_QUERIES =
  /^(x-amz-.*|x-id|versionId|response-.*|list-type|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner|versioning|cors|versions|uploads|uploadId|partNumber)$/i;

/** Name of the operation that method, key and query ask for. */
export function operationOf({ raw, bucket, key, query }: S3Request): string {
  const method = raw.method ?? '';
  const unknown = [...query.keys()].find((name) => !SERVED_QUERIES.test(name));
  if (unknown !== undefined || raw.headers['x-amz-copy-source'] !== undefined)
    throw new AwsError('NotImplemented', `Not served here: ${unknown ?? 'x-amz-copy-source'}`, 501);
  if (bucket === '') return named({ GET: 'ListBuckets' }, method);
  if (query.has('uploadId'))
    return named(
      { PUT: 'UploadPart', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload' },
      method,
    );
  if (query.has('uploads')) return named({ POST: 'CreateMultipartUpload' }, method);
  if (key !== '')
    return named({ PUT: 'PutObject', GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }, method);
  if (query.has('versioning'))
    return named({ GET: 'GetBucketVersioning', PUT: 'PutBucketVersioning' }, method);
  if (query.has('cors'))
    return named({ GET: 'GetBucketCors', PUT: 'PutBucketCors', DELETE: 'DeleteBucketCors' }, method);
  if (query.has('versions')) return named({ GET: 'ListObjectVersions' }, method);
  const list = query.get('list-type') === '2' ? { GET: 'ListObjectsV2' } : {};
  return named(
    { ...list, PUT: 'CreateBucket', HEAD: 'HeadBucket', DELETE: 'DeleteBucket', POST: 'PostObject' },
    method,
  );
}

function named(operations: Record<string, string>, method: string): string {
  const operation = Object.hasOwn(operations, method) ? operations[method] : undefined;
  if (!operation)
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  return operation;
}
