import { changesOf, DAY, HOUR } from '../../support/wall-clock.ts';
import { ZONES } from '../month/people.ts';
import type { Random } from '../month/random.ts';
import { ownPlan, type Story } from '../month/script.ts';

const FROM = Date.UTC(2025, 0, 1);
const TO = Date.UTC(2031, 0, 1);
/** Samoa went without 30 December 2011. */
const SKIPPED = { zone: 'Pacific/Apia', at: Date.UTC(2011, 11, 30, 10) };
/** What is looked at more closely. */
const CLOSELY = 3;

/** Links whose steps fall around each change of a clock, one after the other over the years. */
export function storiesOfChanges(random: Random): Story[] {
  const changes = [
    SKIPPED,
    ...ZONES.flatMap((zone) => changesOf(zone, FROM, TO).map((at) => ({ zone, at }))),
  ].flatMap((change) =>
    Array.from(
      { length: change.zone === 'Australia/Lord_Howe' || change === SKIPPED ? CLOSELY : 1 },
      () => change,
    ),
  );
  return changes.map(({ zone, at }, nth) => {
    const createdAt = at - 2 * DAY + random.between(-8, 8, nth, 'hours') * HOUR;
    const { window } = ownPlan(random, nth, 'window');
    const step = (offset: string) => ({
      anchor: 'created_at' as const,
      offset,
      channels: ['email' as const],
    });
    return {
      nth,
      org: 0,
      provider: random.pick(['felloh', 'smarterpay', 'paypoint'], nth, 'provider'),
      person: {
        id: `c${nth}`,
        email: `ada.c${nth}@example.com`,
        phone: `+447700900${String(nth % 1000).padStart(3, '0')}`,
        timezone: zone,
      },
      createdAt,
      expiresAt: createdAt + 12 * DAY,
      amount: 12_500,
      channels: ['email'],
      plan: {
        steps: ['P1D', 'P2D', 'P3D'].map(step),
        window: nth % 2 ? window : { ...window, from: '08:00', to: '21:00' },
      },
      acts: [],
    } satisfies Story;
  });
}
