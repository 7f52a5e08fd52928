import { AwsError } from '../aws-error.ts';
import { LostAnswer } from '../faults.ts';

/** Numbers out of Ofcom's range for drama, which belong to nobody; sending to them fails as AWS would. */
const REFUSALS: Record<string, () => AwsError> = {
  '+447700900990': () =>
    validation('INVALID_PARAMETER', 'DestinationPhoneNumber', 'The number is not a mobile.'),
  '+447700900991': () => failure('ThrottlingException', 'Rate exceeded.'),
  '+447700900992': () => conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT', 'The number has opted out.'),
  '+447700900993': () => failure('InternalServerException', 'An internal error on demand.', 500),
  '+447700900995': () =>
    failure('ServiceQuotaExceededException', 'The spend limit is reached.', 400, {
      Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
    }),
  '+447700900996': () =>
    failure('AccessDeniedException', 'The account is disabled.', 400, { Reason: 'ACCOUNT_DISABLED' }),
};

/** Gets its message, while the caller gets no answer. */
const LOST = '+447700900994';

/** Before any effect. */
export function refuseMagicNumber(number: string): void {
  const refusal = Object.hasOwn(REFUSALS, number) ? REFUSALS[number] : undefined;
  if (refusal) throw refusal();
}

/** After the effect. */
export function loseMagicAnswer(number: string): void {
  if (number === LOST) throw new LostAnswer();
}

export function validation(reason: string, field: string, message: string): AwsError {
  return failure('ValidationException', message, 400, {
    Reason: reason,
    Fields: [{ Name: field, Message: message }],
  });
}

function conflict(reason: string, message: string): AwsError {
  return failure('ConflictException', message, 400, { Reason: reason });
}

/** The service names the text of an error `Message`, with a capital. */
function failure(
  type: string,
  message: string,
  status = 400,
  members: Record<string, unknown> = {},
): AwsError {
  return new AwsError(type, message, status, { Message: message, ...members });
}
