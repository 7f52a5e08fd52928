import { expect, it } from 'vitest';
import { aLink, NOON } from '../../messages/link-fixture.ts';
import { nextCheck } from './next-check.ts';
import { remindersSent, withStepEnd } from './reminders.ts';

const DAY = 86_400_000;
const end = (state: 'sent' | 'skipped' | 'failed') => ({ step: 0, state, at: NOON });

it('counts what may have left, whatever becomes of the step’s other channel', () => {
  const unknown = withStepEnd(undefined, { ...end('failed'), mayHaveLeft: true });
  expect(remindersSent({ reminders: unknown })).toBe(1);
  expect(remindersSent({ reminders: withStepEnd(unknown, end('skipped')) })).toBe(1);
  expect(remindersSent({ reminders: withStepEnd(unknown, end('sent')) })).toBe(1);
  const failed = withStepEnd(undefined, end('failed'));
  expect(remindersSent({ reminders: failed })).toBe(0);
  expect(remindersSent({ reminders: withStepEnd(failed, { ...end('failed'), mayHaveLeft: true }) })).toBe(1);
});

it('checks a payment under way that nobody opened here once a day, and not two minutes after each check', () => {
  const checkedAt = NOON + 9 * DAY;
  const link = aLink({
    status: 'processing',
    createdAt: NOON,
    providerLinkId: 'P1',
    checkedAt,
    facts: { latest: { at: checkedAt, status: 'processing' } },
  });
  expect(nextCheck(link)).toBe(checkedAt + DAY);
});
