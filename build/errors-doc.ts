import type { ErrorCode } from '../lib/errors.ts';
import { PROBLEMS } from '../lib/http/problem.ts';
import { table } from './markdown-table.ts';

/** When a caller meets a problem, and what then helps. A new code does not compile without both. */
const REMEDIES: Readonly<Record<ErrorCode, readonly [cause: string, remedy: string]>> = {
  malformed_json: ['The body is not JSON, or not UTF-8', 'Send what a JSON library writes'],
  page_token_invalid: [
    'The `page_token` was given for other filters, another list, or was cut',
    'Begin again without a token, with the filters that you want',
  ],
  unauthenticated: [
    'No `Authorization: Bearer pl_…`, an unknown key, or one that was revoked',
    'Check the header; make a new key if this one is gone',
  ],
  forbidden: [
    'The key lacks the scope that the call needs; `detail` names it',
    'Use a key with that scope, or `admin`',
  ],
  not_found: [
    'The id is unknown, another organisation’s, or deleted: the three cannot be told apart',
    'Check the id, and whose key you use',
  ],
  method_not_allowed: ['The path is there, the method is not', 'Use a method of the header `Allow`'],
  conflict_state: [
    'The thing is in a state in which this cannot be done; `from` and `to` name it where there are two',
    'Read it again and decide anew',
  ],
  operation_in_progress: [
    'A create, change or cancel of this link is still under way at the provider; or five exports are',
    'Repeat after `Retry-After`',
  ],
  duplicate_active_link: [
    'With `on_duplicate: "reject"`: an open link has this `reference`',
    'Use the link of `conflicting_link_id`, or cancel it first',
  ],
  recipient_suppressed: [
    'Each channel that is asked for leads to somebody who must not be messaged',
    'Leave it; a person’s own wish is lifted only when they ask for it: [concepts](concepts.md#who-must-not-be-messaged)',
  ],
  report_not_ready: [
    'The report of the batch, or the file of the export, is still being written',
    'Repeat after `Retry-After`',
  ],
  idempotency_in_progress: [
    'The first request with this `Idempotency-Key` has not ended',
    'Repeat after `Retry-After`, with the same key and body',
  ],
  version_conflict: [
    'It is not at the version of `If-Match` any more',
    'Read it again, apply your change to what is there now',
  ],
  body_too_large: ['The body is larger than the call takes', 'Send less; many links go as a batch'],
  unsupported_media_type: ['`Content-Type` is not `application/json`', 'Say what it is'],
  validation_error: [
    'At least one field or parameter is wrong or unknown; `errors` has each with its JSON pointer',
    'Correct what `errors` names; the same Idempotency-Key may be used for the corrected body',
  ],
  capability_not_supported: [
    'The connection’s provider cannot do this; `errors` names the field',
    'Leave the field out, or use a connection whose provider can: [providers](providers.md)',
  ],
  provider_rejected: [
    'The provider refused it, or the connection’s credentials; `provider.category` says which',
    'For `credentials`, put the connection with new ones; else correct what was asked for, then `retry` the link of `link_id`',
  ],
  idempotency_key_reused: [
    'The key came with another body or for another call before',
    'A new key for each new intent; the same only for a repeat',
  ],
  card_number_refused: [
    'A free text holds 13 to 19 digits that are a card number by their check digit. Nothing was stored',
    'Never send card numbers. A reference that only looks like one belongs in a field for references',
  ],
  rate_limited: [
    'The provider takes no more calls for now',
    'Repeat after `Retry-After` with the same Idempotency-Key',
  ],
  internal: [
    'A fault of ours. Nothing of the inside is told; the log has it under `request_id`',
    'Repeat with the same Idempotency-Key; if it stays, see `REQUEST_FAILED` in the [runbook](runbook.md#request_failed)',
  ],
  provider_bad_response: [
    'The provider’s answer is not its protocol: a proxy’s page, or an API that has changed',
    'Read the link of `link_id` where there is one; see [`PROVIDER_CALL_FAILED`](runbook.md#provider_call_failed)',
  ],
  provider_unavailable: [
    'The provider cannot be reached, or did not answer in time',
    'Repeat after `Retry-After` with the same Idempotency-Key: it goes on with the same link',
  ],
};

/** `docs/errors.md`: what stands between its marks. */
export function errorTables(): string[] {
  const statuses = [...new Set(Object.values(PROBLEMS).map(({ status }) => status))].sort((a, b) => a - b);
  return statuses.flatMap((status) => [
    `### ${status}`,
    '',
    ...table(
      ['`code`', 'when', 'what helps', '`retryable`'],
      Object.entries(PROBLEMS)
        .filter(([, problem]) => problem.status === status)
        .map(([code, { retryable }]) => {
          const [cause, remedy] = remedyOf(code);
          return [`\`${code}\``, cause, remedy, retryable ? 'yes' : 'no'];
        }),
    ),
    '',
  ]);
}

function remedyOf(code: string): readonly [string, string] {
  const found = Object.entries(REMEDIES).find(([name]) => name === code);
  if (found === undefined) throw new Error(`No remedy for ${code}`);
  const [cause, remedy] = found[1];
  return [cause, remedy];
}
