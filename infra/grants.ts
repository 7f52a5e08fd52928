/** What a CloudFormation template may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Statement = {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly Json[];
};

/** What of the deployment's settings ends in a role: who messages may be sent as. */
export type Senders = {
  readonly emailFrom: string;
  readonly emailConfigurationSet: string;
  readonly smsOrigination: string;
  readonly smsConfigurationSet: string;
  /** ISO 3166 codes; a sender id is a resource per country. */
  readonly smsCountries: readonly string[];
};

/**
 * The statement of one grant, `<target> <Action> …`: `table GetItem PutItem`, `credentials Decrypt`.
 * A target is one resource by its full ARN and an action is one word, so neither can be a wildcard; only a bucket's
 * objects have no names beforehand.
 */
export function grantStatement(grant: string, senders: Senders): Statement {
  const [target = '', ...actions] = grant.split(' ');
  const { service, resources } = targetOf(target, senders);
  if (actions.length === 0) throw new Error(`Grant "${grant}" names no action`);
  for (const action of actions) {
    if (!/^[A-Z][A-Za-z]+$/.test(action)) throw new Error(`Grant "${grant}": "${action}" is not an action`);
  }
  return { Effect: 'Allow', Action: actions.map((action) => `${service}:${action}`), Resource: resources };
}

function targetOf(target: string, senders: Senders): { service: string; resources: readonly Json[] } {
  switch (target) {
    case 'table':
      return { service: 'dynamodb', resources: [arnOf('Table')] };
    case 'due':
    case 'code':
    case 'reference':
    case 'feed':
      return { service: 'dynamodb', resources: [{ 'Fn::Sub': `\${Table.Arn}/index/${target}` }] };
    case 'credentials':
      return { service: 'kms', resources: [arnOf('CredentialsKey')] };
    case 'messages':
      return { service: 'sqs', resources: [arnOf('MessagesQueue')] };
    case 'wake':
      return { service: 'sqs', resources: [arnOf('WakeQueue')] };
    case 'batches':
      return { service: 'sqs', resources: [arnOf('BatchesQueue')] };
    case 'rows':
      return { service: 'sqs', resources: [arnOf('RowsQueue')] };
    case 'webhooks':
      return { service: 'sqs', resources: [arnOf('WebhooksQueue')] };
    case 'files':
      return { service: 's3', resources: [{ 'Fn::Sub': `\${FilesBucket.Arn}/*` }] };
    case 'files-bucket':
      return { service: 's3', resources: [arnOf('FilesBucket')] };
    case 'email':
      return { service: 'ses', resources: emailResources(senders) };
    case 'sms':
      return { service: 'sms-voice', resources: smsResources(senders) };
    default:
      throw new Error(`No grant target is called "${target}"`);
  }
}

/** SES checks the identity that is verified: the address itself or, as is usual, its domain. */
function emailResources({ emailFrom, emailConfigurationSet }: Senders): readonly Json[] {
  const domain = emailFrom.slice(emailFrom.indexOf('@') + 1);
  const resources = [`identity/${emailFrom}`, `identity/${domain}`];
  if (emailConfigurationSet !== '') resources.push(`configuration-set/${emailConfigurationSet}`);
  return resources.map((resource) => accountArn('ses', resource));
}

/** A phone number's ARN holds its id and not its digits, so digits alone cannot be granted. */
function smsResources({ smsOrigination, smsConfigurationSet, smsCountries }: Senders): readonly Json[] {
  const resources: Json[] = originations(smsOrigination, smsCountries);
  if (smsConfigurationSet !== '') {
    resources.push(accountArn('sms-voice', `configuration-set/${smsConfigurationSet}`));
  }
  return resources;
}

function originations(origination: string, countries: readonly string[]): Json[] {
  if (origination.startsWith('arn:')) return [origination];
  if (origination.startsWith('pool-')) return [accountArn('sms-voice', `pool/${origination}`)];
  if (origination.startsWith('phone-')) return [accountArn('sms-voice', `phone-number/${origination}`)];
  if (/^\+?\d+$/.test(origination)) {
    throw new Error('SMS_ORIGINATION: give the id (phone-…) or the ARN of a number, not its digits');
  }
  return countries.map((country) => accountArn('sms-voice', `sender-id/${origination}/${country}`));
}

function accountArn(service: string, resource: string): Json {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}` };
}

function arnOf(logicalId: string): Json {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}
