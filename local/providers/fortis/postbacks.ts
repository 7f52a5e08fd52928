import { transactionRow } from './records.ts';
import type { Fortis, Transaction } from './state.ts';

/** Basic, of `username:password`. */
export function basicHeader(secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
}

/** Tells the configured target of a transaction; there is no event for a paylink. */
export function postBack(fortis: Fortis, type: 'CREATE' | 'UPDATE', transaction: Transaction): void {
  const data = JSON.stringify(transactionRow(fortis, transaction));
  const form = new URLSearchParams({ type, resource: 'transaction', number_of_attempts: '1', data });
  fortis.webhooks.send(String(form));
}

export function numbered(body: string, attempt: number): string {
  return body.replace(/(?<=^|&)number_of_attempts=\d+/, `number_of_attempts=${attempt}`);
}

/** Another amount, for the fault `alter`; nothing but a fetch can tell. */
export function altered(body: string): string {
  const form = new URLSearchParams(body);
  const data = JSON.parse(form.get('data') ?? '{}');
  form.set('data', JSON.stringify({ ...data, transaction_amount: '99999999.99' }));
  return String(form);
}
