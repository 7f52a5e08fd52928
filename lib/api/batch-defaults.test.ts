import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { BatchDefaults, toDefaults } from './batch-defaults.ts';

const takes = (value: unknown) => z.safeParse(BatchDefaults, value).success;

describe('what all rows of a batch share', () => {
  it('is any part of a create body, and an end in days', () => {
    expect(takes({})).toBe(true);
    expect(
      takes({
        connection: 'felloh-main',
        currency: 'GBP',
        expires_in_days: 366,
        customer: { language: 'en-GB' },
        delivery: { channels: ['sms'] },
        reminders: { steps: [{ anchor: 'sent_at', offset: 'P3D', channels: ['sms'] }] },
      }),
    ).toBe(true);
  });

  it('names no row, ends once, and has no other fields', () => {
    for (const wrong of [
      { reference: 'INV-1' },
      { colour: 'red' },
      { customer: { colour: 'red' } },
      { expires_in_days: 0 },
      { expires_in_days: 367 },
      { expires_in_days: 7, expires_at: '2026-12-20T00:00:00Z' },
    ]) {
      expect(takes(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  it('is kept without what is null', () => {
    const input = z.parse(BatchDefaults, {
      currency: 'GBP',
      connection: null,
      customer: { language: 'en-GB', name: null, address: { country: 'GB', city: null } },
      delivery: { channels: ['sms'], sender: null },
      metadata: { ward: 'north' },
    });
    expect(toDefaults(input)).toEqual({
      currency: 'GBP',
      customer: { language: 'en-GB', address: { country: 'GB' } },
      delivery: { channels: ['sms'] },
      metadata: { ward: 'north' },
    });
  });
});
