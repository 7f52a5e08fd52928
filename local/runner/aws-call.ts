import { arnOf, type Wanted } from './iam.ts';
import { record } from './template.ts';

/** A request of an SDK client, as far as it says what it wants. */
export interface AwsCall {
  method: string;
  path: string;
  /** `X-Amz-Target`; empty for REST protocols. */
  target: string;
  body: string;
}

/** The permissions that AWS would ask for; undefined for a request that this list does not know. */
export function wantedBy(call: AwsCall): Wanted[] | undefined {
  const [service = '', operation = ''] = call.target.split('.');
  if (service === 'DynamoDB_20120810') return ofDynamoDb(operation, json(call.body));
  if (service === 'AmazonSQS') return ofSqs(operation, json(call.body));
  if (service === 'TrentService') return ofKms(operation, json(call.body));
  if (service === 'PinpointSMSVoiceV2') return ofSms(operation, json(call.body));
  if (call.path.startsWith('/v2/email/')) return ofSes(call.method, call.path, json(call.body));
  if (!call.target) return ofS3(call.method, call.path);
  return undefined;
}

function ofDynamoDb(operation: string, body: Record<string, unknown>): Wanted[] {
  const on = (action: string, table: unknown, index?: unknown): Wanted => {
    const arn = String(table).startsWith('arn:') ? String(table) : arnOf('dynamodb', `table/${table}`);
    return { action: `dynamodb:${action}`, resources: [index === undefined ? arn : `${arn}/index/${index}`] };
  };
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems': {
      const actions: Record<string, string> = {
        Put: 'PutItem',
        Update: 'UpdateItem',
        Delete: 'DeleteItem',
        ConditionCheck: 'ConditionCheckItem',
        Get: 'GetItem',
      };
      return list(body.TransactItems)
        .flatMap((item) => Object.entries(record(item)))
        .map(([kind, item]) => on(actions[kind] ?? kind, record(item).TableName));
    }
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(record(body.RequestItems)).map((table) => on(operation, table));
    default:
      return [on(operation, body.TableName, body.IndexName)];
  }
}

function ofSqs(operation: string, body: Record<string, unknown>): Wanted[] {
  // The batch forms ask for the permission of the single one.
  const action = `sqs:${operation.replace(/Batch$/, '')}`;
  const name = String(body.QueueUrl).split('/').at(-1);
  return [{ action, resources: [arnOf('sqs', name ?? '')] }];
}

function ofKms(operation: string, body: Record<string, unknown>): Wanted[] {
  const key = typeof body.KeyId === 'string' ? body.KeyId : undefined;
  // Without a key id the ciphertext names its key, which only KMS can read.
  const resources = key ? [key.startsWith('arn:') ? key : arnOf('kms', `key/${key}`)] : [];
  return [{ action: `kms:${operation}`, resources }];
}

function ofSms(operation: string, body: Record<string, unknown>): Wanted[] {
  const origination = String(body.OriginationIdentity ?? '');
  const kind = origination.split('-')[0];
  const resource = kind === 'pool' ? 'pool/' : kind === 'phone' ? 'phone-number/' : undefined;
  const own = origination.startsWith('arn:')
    ? [origination]
    : resource
      ? [arnOf('sms-voice', `${resource}${origination}`)]
      : []; // a sender id is a resource per country, and the country follows from the number
  const wanted = [{ action: `sms-voice:${operation}`, resources: own }];
  return [...wanted, ...configurationSet('sms-voice', operation, body)];
}

function ofSes(method: string, path: string, body: Record<string, unknown>): Wanted[] {
  if (method !== 'POST' || path !== '/v2/email/outbound-emails')
    return [{ action: `ses:${method} ${path}`, resources: [] }];
  const address = /<([^>]+)>\s*$/.exec(String(body.FromEmailAddress))?.[1] ?? String(body.FromEmailAddress);
  const identities = [address, address.slice(address.indexOf('@') + 1)];
  return [
    {
      action: 'ses:SendEmail',
      resources: identities.map((identity) => arnOf('ses', `identity/${identity}`)),
    },
    ...configurationSet('ses', 'SendEmail', body),
  ];
}

function configurationSet(service: string, operation: string, body: Record<string, unknown>): Wanted[] {
  const name = body.ConfigurationSetName;
  if (typeof name !== 'string') return [];
  return [{ action: `${service}:${operation}`, resources: [arnOf(service, `configuration-set/${name}`)] }];
}

function ofS3(method: string, url: string): Wanted[] {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  const [bucket = '', ...rest] = path.slice(1).split('/');
  const key = decodeURIComponent(rest.join('/'));
  const list = { action: 's3:ListBucket', resources: [arnOf('s3', bucket)] };
  if (key === '') return [list];
  const wanted = {
    action: `s3:${objectAction(method, query)}`,
    resources: [arnOf('s3', `${bucket}/${key}`)],
  };
  // Whoever may not list is told 403 of an object that is not there, and would take that for a fault.
  return wanted.action === 's3:GetObject' ? [wanted, list] : [wanted];
}

/** Source: "Actions, resources, and condition keys for Amazon S3" and "Multipart upload API and permissions". */
function objectAction(method: string, query: URLSearchParams): string {
  const version = query.has('versionId') ? 'Version' : '';
  switch (method) {
    case 'GET':
    case 'HEAD':
      return `GetObject${version}`;
    case 'PUT':
    case 'POST': // begins or completes an object in parts
      return 'PutObject';
    case 'DELETE':
      return query.has('uploadId') ? 'AbortMultipartUpload' : `DeleteObject${version}`;
    default:
      return method;
  }
}

function json(body: string): Record<string, unknown> {
  return body ? record(JSON.parse(body)) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
