import { AwsError } from '../aws-error.ts';
import { type Blob, storeBlob } from './blob.ts';
import { readForm } from './form.ts';
import { checkPostPolicy } from './post-policy.ts';
import { addVersion, versionHeaders } from './put-object.ts';
import type { Answer, S3Request } from './request.ts';
import type { Credentials } from './signature.ts';
import type { Store } from './store.ts';
import { toXml } from './xml.ts';

/** A browser's upload form: its signed policy is checked before the file is read, its size while it is. */
export async function postObject(
  store: Store,
  request: S3Request,
  credentials: Credentials,
): Promise<Answer> {
  const bucket = store.bucket(request.bucket);
  const { raw } = request;
  const form = await readForm(raw.iterator({ destroyOnReturn: false }), raw.headers['content-type'] ?? '');
  const { fields } = form;
  if (!fields.key) throw new AwsError('InvalidArgument', 'Bucket POST must contain a field named "key".');
  const key = fields.key.replace(/\$\{filename\}/g, () => form.fileName);
  const size = checkPostPolicy({ ...fields, key }, bucket.name, credentials, store.clock);
  const meta = Object.entries(fields).filter(
    ([name]) => name.startsWith('x-amz-meta-') || name === 'content-disposition',
  );
  const version = await storeBlob(
    store,
    form.file,
    (blob) => {
      if (blob.size < size.min)
        throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
      return addVersion(
        store,
        bucket,
        key,
        { ...blob, proven: provenBy(fields, blob) },
        {
          'content-type': fields['content-type'] ?? 'binary/octet-stream',
          ...Object.fromEntries(meta),
        },
      );
    },
    size.max,
  );
  // What follows the file is ignored, yet must be read for the connection to be used again.
  raw.resume();

  const location = `http://${raw.headers.host}/${bucket.name}/${encodeURIComponent(key)}`;
  const headers = { ...versionHeaders(bucket, version), location };
  const redirect = fields.success_action_redirect;
  if (redirect && URL.canParse(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of [
      ['bucket', bucket.name],
      ['key', key],
      ['etag', version.etag],
    ] as const)
      target.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: target.href } };
  }
  if (fields.success_action_status === '201') {
    const body = toXml('PostResponse', {
      Location: location,
      Bucket: bucket.name,
      Key: key,
      ETag: version.etag,
    });
    return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body };
  }
  return { status: fields.success_action_status === '200' ? 200 : 204, headers };
}

/** A form may name its file's checksum: one field says which, another what it is. Source: "POST Object" in the S3 API reference. */
function provenBy(fields: Record<string, string>, blob: Blob): Blob['proven'] {
  const named = Object.keys(fields).filter((name) => name.startsWith('x-amz-checksum-'));
  if (named.length === 0) return blob.proven;
  const value = fields['x-amz-checksum-sha256'];
  if (fields['x-amz-checksum-algorithm'] !== 'SHA256' || value === undefined || named.length !== 2)
    throw new AwsError('NotImplemented', 'Of checksums in a form only SHA256 is served here.', 501);
  if (value !== blob.checksums.sha256)
    throw new AwsError('BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
  return { algorithm: 'sha256', value };
}
