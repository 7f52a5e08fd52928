/** Every name that the deployment gives to its functions; `serverless.yml` says what each holds. */
export type EnvName =
  | 'TABLE_NAME'
  | 'MESSAGES_QUEUE_URL'
  | 'WAKE_QUEUE_URL'
  | 'BATCHES_QUEUE_URL'
  | 'ROWS_QUEUE_URL'
  | 'WEBHOOKS_QUEUE_URL'
  | 'FILES_BUCKET'
  | 'CREDENTIALS_KEY_ID'
  | 'PUBLIC_BASE_URL'
  | 'EMAIL_FROM'
  | 'SMS_ORIGINATION'
  | 'BASE_URLS';

/** May be left out or empty. */
export type OptionalEnvName = 'EMAIL_CONFIGURATION_SET' | 'SMS_CONFIGURATION_SET';

/** What Lambda itself tells a function: where it runs, and its role's credentials for the life of the environment. */
type LambdaEnvName = 'AWS_REGION' | 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY';

/** The token that belongs to a role's credentials; where S3 is, on the local stack only. */
type OptionalLambdaEnvName = 'AWS_SESSION_TOKEN' | 'AWS_ENDPOINT_URL_S3';

/** Reads one name when it is needed. A missing one is a fault of the deployment and stops the function by name. */
export function env(name: EnvName | LambdaEnvName): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment lacks ${name}`);
  return value;
}

export function optionalEnv(name: OptionalEnvName | OptionalLambdaEnvName): string | undefined {
  return process.env[name] || undefined;
}

/**
 * Which base urls a connection may name beside the published ones: `fixed`, none; `loopback`, on the local stack; or
 * https urls with commas between them, for providers that publish none (allpay, PayPoint).
 */
export function baseUrls(): 'fixed' | 'loopback' | readonly string[] {
  const value = env('BASE_URLS');
  if (value === 'fixed' || value === 'loopback') return value;
  return value.split(',').map((url) => {
    const text = url.trim().replace(/\/+$/, '');
    if (!text.startsWith('https://') || !URL.canParse(text))
      throw new Error('BASE_URLS names a url that is not https');
    return text;
  });
}
