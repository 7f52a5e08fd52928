import type { z } from 'zod';
import { AwsError } from '../aws-error.ts';

/** Names that differ between the JSON protocol and the older query protocol; the SDK looks for the latter first. */
const QUERY_CODES: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

export function queryErrorHeader(error: AwsError): Record<string, string> {
  const fault = error.status < 500 ? 'Sender' : 'Receiver';
  return { 'x-amzn-query-error': `${QUERY_CODES[error.type] ?? error.type};${fault}` };
}

export const queueDoesNotExist = () =>
  new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

export const receiptHandleIsInvalid = (handle: string) =>
  new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    404,
  );

export const invalidParameterValue = (message: string) => new AwsError('InvalidParameterValue', message);

export const invalidAttributeValue = (name: string) =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

/** An unknown member or a wrong type is a serialisation error, a missing one has its own name. */
export function invalidInput(issues: z.core.$ZodIssue[]): AwsError {
  const issue = issues[0];
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'invalid_type' && issue.input === undefined)
    return new AwsError('MissingParameter', `The request must contain the parameter ${path}.`);
  if (issue?.code === 'invalid_type' || issue?.code === 'unrecognized_keys')
    return new AwsError('SerializationException', `${path}: ${issue.message}`);
  return invalidParameterValue(`Value for parameter ${path} is invalid. Reason: ${issue?.message}`);
}
