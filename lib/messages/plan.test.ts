import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Send } from '../links/model/link.ts';
import { spread } from '../time/spread.ts';
import { aLink, aSend, NOON } from './link-fixture.ts';
import { claimed, givenBack, nextStep, withoutSend, withSends } from './plan.ts';

const ZONES = ['Europe/London'] as const;
const NIGHT = Date.parse('2026-12-01T23:00:00Z');
const MORNING = Date.parse('2026-12-02T08:00:00Z') + spread(aLink().id);
const sms = aSend({ id: 'S' });
const email = aSend({ id: 'E', channel: 'email' });

describe('nextStep', () => {
  it('does first what ends, though something else could be sent', () => {
    const noNumber = aLink({ sends: [email, sms], customer: { email: 'ada@example.com' } });
    expect(nextStep(noNumber, ZONES, NOON)).toEqual({
      kind: 'finish',
      send: sms,
      state: 'failed',
      reason: 'no_contact',
    });
  });

  it('leaves everything to a worker that may live', () => {
    expect(nextStep(aLink({ sends: [sms, claimed(email, NOON)] }), ZONES, NOON)).toEqual({ kind: 'leave' });
  });

  it('passes over what was tried in vain', () => {
    const link = aLink({ sends: [sms, email] });
    expect(nextStep(link, ZONES, NOON, new Set(['S']))).toEqual({ kind: 'claim', send: email });
    expect(nextStep(link, ZONES, NOON, new Set(['S', 'E']))).toEqual({ kind: 'leave' });
  });

  it('moves all that must wait at once, and only once', () => {
    const link = aLink({ sends: [sms, email] });
    const step = nextStep(link, ZONES, NIGHT);
    expect(step).toEqual({
      kind: 'wait',
      sends: [
        { ...sms, until: MORNING },
        { ...email, until: MORNING },
      ],
    });
    if (step.kind === 'wait')
      expect(nextStep(withSends(link, ...step.sends), ZONES, NIGHT)).toEqual({ kind: 'leave' });
  });

  it('always comes to an end, whatever the sends, and never leaves what is due and could go', () => {
    const send = fc.record({
      channel: fc.constantFrom('sms' as const, 'email' as const),
      state: fc.constantFrom('queued' as const, 'sending' as const),
      until: fc.integer({ min: NOON - 100_000, max: NOON + 100_000 }),
    });
    const inTheDay = fc.boolean();
    fc.assert(
      fc.property(fc.array(send, { maxLength: 6 }), inTheDay, (given, day) => {
        const now = day ? NOON : NIGHT;
        const sends = given.map(
          (part, n): Send => aSend({ ...part, id: `${n}`, until: part.until + now - NOON }),
        );
        let link = aLink({ sends });
        for (let step = 0; ; step++) {
          expect(step).toBeLessThan(20);
          const next = nextStep(link, ZONES, now);
          if (next.kind === 'leave') break;
          link = next.kind === 'wait' ? withSends(link, ...next.sends) : withoutSend(link, next.send.id);
        }
        const left = link.sends ?? [];
        if (left.some(({ state }) => state === 'sending')) return;
        expect(left.every(({ until }) => !day && until === MORNING)).toBe(true);
      }),
    );
  });
});

describe('the first message of a row of a batch', () => {
  const batch = { id: 'B', row: 1, hash: 'h' };
  const at = (text: string) => Date.parse(text);
  const untilOf = (link: Parameters<typeof nextStep>[0], now: number) => {
    const step = nextStep(link, ZONES, now);
    return step.kind === 'wait' ? step.sends[0]?.until : step.kind;
  };
  const share = spread(aLink().id);

  it('keeps the hours of the plan of the product, where the link has none of its own', () => {
    const link = aLink({ batch, sends: [sms] });
    // Monday to Saturday from nine to seven.
    expect(untilOf(link, at('2026-12-01T08:30:00Z'))).toBe(at('2026-12-01T09:00:00Z') + share);
    expect(untilOf(link, at('2026-12-01T09:00:00Z'))).toBe('claim');
    expect(untilOf(link, at('2026-12-05T19:00:00Z'))).toBe(at('2026-12-07T09:00:00Z') + share);
    expect(untilOf(link, at('2026-12-01T18:59:59Z'))).toBe('claim');
  });

  it('keeps those of its own plan, from the moment on that the batch asks for', () => {
    const window = { days: ['sun' as const], from: '10:00', to: '11:00' };
    const link = aLink({ batch, plan: { steps: [], window }, sends: [{ ...sms, notBefore: NOON }] });
    expect(untilOf(link, NOON)).toBe(at('2026-12-06T10:00:00Z') + share);
    const later = aLink({ batch, sends: [{ ...sms, notBefore: at('2026-12-03T15:00:00Z') }] });
    expect(untilOf(later, NOON)).toBe(at('2026-12-03T15:00:00Z'));
  });

  it('goes at any time with a reason; what is sent by hand, and what is of no batch, from eight to nine', () => {
    const early = at('2026-12-06T08:30:00Z');
    expect(untilOf(aLink({ batch, sends: [{ ...sms, overrideReason: 'flood' }] }), NIGHT)).toBe('claim');
    expect(untilOf(aLink({ batch, sends: [{ ...sms, kind: 'resend' }] }), early)).toBe('claim');
    expect(untilOf(aLink({ sends: [sms] }), early)).toBe('claim');
  });
});

it('a link is sent from its first accepted message on', () => {
  const link = aLink({ sends: [sms, email] });
  const first = withoutSend(link, 'S', NOON);
  expect(first).toMatchObject({ sends: [email], sentAt: NOON });
  const last = withoutSend(first, 'E', NOON + 5);
  expect(last).not.toHaveProperty('sends');
  expect(last.sentAt).toBe(NOON);
});

it('waits longer each time, from half a minute to a quarter of an hour', () => {
  expect(givenBack(sms, NOON)).toEqual({ ...sms, until: NOON + 30_000 });
  expect(givenBack(claimed(sms, NOON), NOON + 120_000).until).toBe(NOON + 120_000 + 121_000);
  expect(givenBack(sms, NOON + 9e6)).toMatchObject({ state: 'queued', until: NOON + 9e6 + 900_000 });
});
