import { toIso } from '../../../lib/clock.ts';
import { AwsError } from '../aws-error.ts';
import { readBody } from '../http.ts';
import { readCorsRules } from './cors.ts';
import type { Answer, S3Request } from './request.ts';
import type { Store } from './store.ts';
import { elements, toXml } from './xml.ts';

const CONFIGURATION_LIMIT = 64 * 1024;

/** What concerns a bucket as a whole, by operation name. */
export const bucketOperations: Record<
  string,
  (store: Store, request: S3Request) => Answer | Promise<Answer>
> = {
  async CreateBucket(store, { bucket, raw }) {
    await readBody(raw, CONFIGURATION_LIMIT);
    store.create(bucket);
    return { status: 200, headers: { location: `/${bucket}` } };
  },
  HeadBucket(store, { bucket }) {
    store.bucket(bucket);
    return { status: 200 };
  },
  DeleteBucket(store, { bucket }) {
    store.drop(store.bucket(bucket));
    return { status: 204 };
  },
  ListBuckets: (store) =>
    xml('ListAllMyBucketsResult', {
      Buckets: {
        Bucket: store
          .buckets()
          .map(({ name, createdAt }) => ({ Name: name, CreationDate: toIso(createdAt) })),
      },
    }),
  GetBucketVersioning: (store, { bucket }) =>
    xml('VersioningConfiguration', { Status: store.bucket(bucket).versioning }),
  async PutBucketVersioning(store, { bucket: name, raw }) {
    const bucket = store.bucket(name);
    const status = elements((await readBody(raw, CONFIGURATION_LIMIT)).toString('utf8'), 'Status')[0];
    if (status !== 'Enabled' && status !== 'Suspended')
      throw new AwsError(
        'IllegalVersioningConfigurationException',
        'The versioning configuration is invalid.',
      );
    bucket.versioning = status;
    store.touch();
    return { status: 200 };
  },
  GetBucketCors(store, { bucket }) {
    const { cors } = store.bucket(bucket);
    if (cors.length === 0)
      throw new AwsError('NoSuchCORSConfiguration', 'The CORS configuration does not exist', 404);
    return xml('CORSConfiguration', {
      CORSRule: cors.map((rule) => ({
        AllowedOrigin: rule.origins,
        AllowedMethod: rule.methods,
        AllowedHeader: rule.headers,
        ExposeHeader: rule.exposed,
        MaxAgeSeconds: rule.maxAgeSeconds,
      })),
    });
  },
  async PutBucketCors(store, { bucket: name, raw }) {
    const bucket = store.bucket(name);
    bucket.cors = readCorsRules((await readBody(raw, CONFIGURATION_LIMIT)).toString('utf8'));
    store.touch();
    return { status: 200 };
  },
  DeleteBucketCors(store, { bucket }) {
    store.bucket(bucket).cors = [];
    store.touch();
    return { status: 204 };
  },
};

export function xml(root: string, content: Parameters<typeof toXml>[1]): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: toXml(root, content) };
}
