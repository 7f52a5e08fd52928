import { toIso } from '../../../lib/clock.ts';
import { wireAmount } from './money.ts';
import { longUrl, shortUrl } from './page-urls.ts';
import { amountPaid, type Batch, type Link, type Paypoint } from './state.ts';
import { uploadUrl } from './upload-url.ts';

/** The answer to a create. */
export function createdRecord(paypoint: Paypoint, link: Link): object {
  const { names: n } = paypoint.wire();
  return {
    [n.request_id]: link.id,
    [n.client_transaction_ref]: link.reference,
    [n.status]: link.status,
    [n.long_url]: longUrl(paypoint, link),
    [n.short_url]: shortUrl(paypoint, link),
  };
}

/** The answer to an update: "the result of the request". */
export function updatedRecord(paypoint: Paypoint, { id, status }: Link): object {
  const { names: n } = paypoint.wire();
  return { [n.request_id]: id, [n.status]: status, [n.result]: 'Success' };
}

/** A request for payment as lists have it; its passphrase is never told. */
export function linkRecord(paypoint: Paypoint, link: Link): object {
  const wire = paypoint.wire();
  const { names: n } = wire;
  return {
    [n.request_id]: link.id,
    [n.client_transaction_ref]: link.reference,
    [n.account_reference]: link.account_reference,
    [n.amount]: wireAmount(link.amount, wire),
    [n.amount_paid]: link.hides_amount_paid ? null : wireAmount(amountPaid(link), wire),
    [n.reason]: link.reason,
    [n.customer]: {
      [n.title]: link.title,
      [n.first_name]: link.first_name,
      [n.last_name]: link.last_name,
      [n.mobile_number]: link.mobile_number,
      [n.email_address]: link.email_address,
    },
    [n.send_method]: wire.send_methods[link.sends],
    [n.status]: link.status,
    [n.long_url]: longUrl(paypoint, link),
    [n.short_url]: shortUrl(paypoint, link),
    [n.batch_id]: link.batch_id,
    [n.created_at]: time(link.created_at),
    [n.sent_at]: time(link.sent_at),
    [n.viewed_at]: time(link.viewed_at),
    [n.paid_at]: time(link.paid_at),
  };
}

export function createdBatchRecord(paypoint: Paypoint, batch: Batch): object {
  const { names: n } = paypoint.wire();
  return { ...confirmedBatchRecord(paypoint, batch), [n.upload_url]: uploadUrl(paypoint, batch) };
}

export function confirmedBatchRecord(paypoint: Paypoint, { id, state }: Batch): object {
  const { names: n, batch_states } = paypoint.wire();
  return { [n.batch_id]: id, [n.status]: batch_states[state] };
}

export function batchRecord(paypoint: Paypoint, batch: Batch): object {
  const { names: n, batch_states } = paypoint.wire();
  return {
    [n.batch_id]: batch.id,
    [n.file_name]: batch.file_name,
    [n.status]: batch_states[batch.state],
    [n.total_records]: batch.total,
    [n.processed_records]: batch.processed,
    [n.failed_count]: batch.failures.length,
    [n.created_at]: time(batch.created_at),
    [n.confirmed_at]: time(batch.confirmed_at),
    [n.completed_at]: time(batch.completed_at),
  };
}

export function failuresRecord(paypoint: Paypoint, batch: Batch): object {
  const { names: n } = paypoint.wire();
  return {
    [n.batch_id]: batch.id,
    [n.failed_records]: batch.failures.map(({ line_number, reference, reason }) => ({
      [n.line_number]: line_number,
      [n.client_transaction_ref]: reference,
      [n.reason]: reason,
    })),
  };
}

/** `YYYY-MM-DDTHH:MM:SSZ` */
function time(at: number | null): string | null {
  return at === null ? null : `${toIso(at).slice(0, 19)}Z`;
}
