import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FIELDS, pathOf } from '../batches/columns/fields.ts';
import { rowBodyReader } from './batch-row.ts';
import { NewLinkBody, toNewLink } from './links-create.ts';

const PATHS = [
  ['amount'],
  ['currency'],
  ['customer', 'name'],
  ['customer', 'phone'],
  ['delivery', 'channels'],
  ['metadata', 'ward'],
];
const ALL = [...FIELDS.map(({ name }) => pathOf(name)), ['metadata', 'ward']];

const BODIES: readonly Record<string, unknown>[] = [
  { amount: 1, currency: 'GBP' },
  { amount: 0, currency: 'GBX' },
  { currency: 'GBP' },
  {},
  { amount: 1, currency: 'GBP', customer: { name: '', phone: '12' }, delivery: { channels: ['fax'] } },
  {
    amount: 1,
    currency: 'GBP',
    customer: { name: 'Ada', phone: '+44 7700 900123' },
    metadata: { ward: 'north' },
  },
  { amount: 1, currency: 'GBP', delivery: { channels: ['sms', 'sms'] }, metadata: { ward: 'x'.repeat(201) } },
  { amount: 1, currency: 'GBP', metadata: { ward: '4111 1111 1111 1111' } },
];

describe('a reader of bodies that have only some members', () => {
  it.each(BODIES)('finds in %j what one of all members finds', (body) => {
    const found = rowBodyReader(PATHS)(body);
    expect(found).toEqual(rowBodyReader(ALL)(body));
    const whole = z.safeParse(NewLinkBody, body);
    expect('issues' in found).toBe(!whole.success || JSON.stringify(body).includes('4111'));
    if ('wanted' in found && whole.success) expect(found.wanted).toEqual(toNewLink(whole.data));
  });

  it('refuses what is not among them', () => {
    expect(rowBodyReader(PATHS)({ amount: 1, currency: 'GBP', reference: 'x' })).toMatchObject({
      issues: [{ pointer: '/reference', code: 'unknown_field' }],
    });
  });
});
