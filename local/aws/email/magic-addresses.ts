import { AwsError } from '../aws-error.ts';
import { LostAnswer } from '../faults.ts';

/** What is sent to these local parts, at any domain, fails as SES would; the local stack's way to see it happen. */
const REFUSALS: Record<string, () => AwsError> = {
  rejected: () => new AwsError('MessageRejected', 'Email address is on the suppression list.'),
  throttled: () => new AwsError('TooManyRequestsException', 'Maximum sending rate exceeded.', 429),
  paused: () => new AwsError('SendingPausedException', 'Sending is paused for this account.'),
  suspended: () => new AwsError('AccountSuspendedException', 'This account can no longer send email.'),
  unverified: () =>
    new AwsError('MailFromDomainNotVerifiedException', 'The MAIL FROM domain is not verified.'),
  error: () => new AwsError('InternalServiceErrorException', 'An internal error on demand.', 500),
};

/** Before any effect. */
export function refuseMagicAddress(address: string): void {
  const local = localPart(address);
  const refusal = Object.hasOwn(REFUSALS, local) ? REFUSALS[local] : undefined;
  if (refusal) throw refusal();
}

/** After the effect: `lost@` gets its email, the caller gets no answer. */
export function loseMagicAnswer(address: string): void {
  if (localPart(address) === 'lost') throw new LostAnswer();
}

function localPart(address: string): string {
  return (/<([^>]+)>$/.exec(address)?.[1] ?? address).replace(/[+@].*$/, '').toLowerCase();
}
