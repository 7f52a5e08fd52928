import { DEFAULT_NAMES } from './defaults.ts';
import { type Name, type PaypointProfile, plainWord } from './profile.ts';

/** What a request holds, on the wire and in a file. */
export const REQUEST_FIELDS = [
  'client_transaction_ref',
  'amount',
  'account_reference',
  'reason',
  'passphrase',
  'title',
  'first_name',
  'last_name',
  'mobile_number',
  'email_address',
  'send_method',
] as const satisfies readonly Name[];
export type RequestField = (typeof REQUEST_FIELDS)[number];

/** The field that a column of the batch file stands for, by its name on the wire or in the default profile. */
export function columnField(column: string, { names }: PaypointProfile): RequestField | undefined {
  const wanted = plainWord(column);
  return (
    REQUEST_FIELDS.find((field) => plainWord(names[field]) === wanted) ??
    REQUEST_FIELDS.find((field) => plainWord(DEFAULT_NAMES[field]) === wanted)
  );
}
