import { AwsError } from '../aws-error.ts';
import type { S3Request } from './request.ts';
import type { Version } from './store.ts';

const failed = (condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });

/** `If-None-Match: *` creates only, `If-Match: <etag>` replaces only that. */
export function checkWrite({ header }: S3Request, versions: readonly Version[]): void {
  const latest = versions.at(-1);
  const current = latest?.deleteMarker ? undefined : latest;
  const none = header('if-none-match');
  if (none !== undefined && none !== '*')
    throw new AwsError('NotImplemented', 'If-None-Match of a write takes only *', 501);
  if (none === '*' && current) throw failed('If-None-Match');
  const match = header('if-match');
  if (match === undefined) return;
  if (!current) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (!matches(match, current)) throw failed('If-Match');
}

/** True when the reader has this version already. */
export function isUnchanged({ header }: S3Request, version: Version): boolean {
  const match = header('if-match');
  if (match !== undefined && !matches(match, version)) throw failed('If-Match');
  const none = header('if-none-match');
  return none !== undefined && matches(none, version);
}

function matches(given: string, version: Version): boolean {
  return (
    given === '*' ||
    given.split(',').some((etag) => etag.trim().replaceAll('"', '') === version.etag.replaceAll('"', ''))
  );
}
