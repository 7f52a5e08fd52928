import { afterAll, expect, it } from 'vitest';
import { ORG, SMS, startDelivery } from '../../test/support/start-delivery.ts';
import { DEFAULT_PLAN } from '../links/model/plan.ts';
import { remindersSent } from '../links/model/reminders.ts';
import { NOON } from '../messages/link-fixture.ts';
import { recordEnd } from '../messages/record.ts';
import { putPlan } from './change.ts';

const delivery = await startDelivery();
afterAll(() => delivery.close());

it('what is on its way when a plan is replaced counts as sent, and is no step of the new plan', async () => {
  const sending = { ...SMS, kind: 'reminder', step: 0, state: 'sending', until: NOON + 60_000 } as const;
  const link = await delivery.stored({ plan: 'default', sends: [sending] });
  await putPlan(delivery.deps, { org: ORG, by: 'key:K1' }, link.id, DEFAULT_PLAN);
  const { link: recorded } = await recordEnd(
    delivery.deps,
    link,
    sending,
    { state: 'sent' },
    () => undefined,
  );
  expect(recorded.sends).toBeUndefined();
  expect(recorded.reminders?.done).toBeUndefined();
  expect(remindersSent(recorded)).toBe(1);
});
