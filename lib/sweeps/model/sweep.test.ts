import { describe, expect, it } from 'vitest';
import { answers, nextSweep, partsFor } from './sweep.ts';
import { gather, isNews, type SweptLink } from './swept-link.ts';

const MINUTE = 60_000;
const NOW = 1_772_445_600_000;

describe('a reading', () => {
  const question = { notBefore: NOW - 60 * MINUTE, dueAt: NOW - 1 };
  const at = (startedAt: number) => ({ startedAt, finishedAt: startedAt });

  it('answers while it is five minutes old, and not a millisecond longer', () => {
    expect(answers(at(NOW - 5 * MINUTE), question, NOW)).toBe(true);
    expect(answers(at(NOW - 5 * MINUTE - 1), question, NOW)).toBe(false);
  });

  it('answers nobody who needs a later one', () => {
    expect(answers(at(NOW - MINUTE), { ...question, notBefore: NOW - MINUTE + 1 }, NOW)).toBe(false);
  });

  it('that took longer than that answers who waited all the while', () => {
    const long = { startedAt: NOW - 20 * MINUTE, finishedAt: NOW - MINUTE };
    expect(answers(long, { ...question, dueAt: NOW - 20 * MINUTE }, NOW)).toBe(true);
    expect(answers(long, question, NOW)).toBe(false);
    expect(answers(at(NOW - 20 * MINUTE), { ...question, dueAt: NOW - 30 * MINUTE }, NOW)).toBe(false);
  });
});

describe('the next sweep', () => {
  const sweep = { org: 'O1', connection: 'main', version: 1, writer: 'w' };

  it('waits for nobody who does not ask, and after a failure for its distance', () => {
    expect(nextSweep(sweep)).toBeUndefined();
    expect(nextSweep({ ...sweep, wantedAt: NOW })).toBe(NOW);
    expect(nextSweep({ ...sweep, wantedAt: NOW, retryAt: NOW + MINUTE })).toBe(NOW + MINUTE);
    expect(
      nextSweep({ ...sweep, wantedAt: NOW, run: { startedAt: NOW, until: NOW + 5, pages: 0, kept: 0 } }),
    ).toBe(NOW + 5);
  });

  it('keeps its parts while they are neither crowded nor nearly empty', () => {
    expect(partsFor(0, undefined)).toBe(1);
    expect(partsFor(200, undefined)).toBe(4);
    expect(partsFor(20_000, 4)).toBe(313);
    expect(partsFor(384, 4)).toBe(4);
    expect(partsFor(385, 4)).toBe(7);
    expect(partsFor(63, 4)).toBe(1);
    expect(partsFor(0, 1)).toBe(1);
  });
});

describe('what pages tell', () => {
  const link = (name: string, more: Partial<SweptLink> = {}): SweptLink => ({
    name,
    id: name,
    seen: { observedAt: NOW, status: 'active', providerStatus: 'pending' },
    ...more,
  });
  const paid = { observedAt: NOW + 5, status: 'paid', paidAt: NOW + 5, amountPaid: 100 } as const;

  it('is each link once, as it was read last', () => {
    const opened = link('A', { seen: { observedAt: NOW + 5, status: 'active', firstOpenedAt: NOW + 5 } });
    expect([...gather([link('A'), link('B'), opened]).values()]).toEqual([opened, link('B')]);
    const withoutId = { name: 'A', seen: paid };
    expect(gather([link('A'), withoutId]).get('A')).toEqual({ name: 'A', id: 'A', seen: paid });
  });

  it('keeps money that a later page does not tell', () => {
    const first = link('A', { seen: paid });
    expect(gather([first, link('A')]).get('A')).toEqual(first);
  });

  it('is nothing where two links share a name or an id', () => {
    expect(gather([link('A'), link('A', { id: 'other' }), link('A')]).get('A')).toEqual({ name: 'A' });
    const shared = gather([link('A', { id: '1' }), link('B', { id: '1' }), link('C')]);
    expect([...shared.values()]).toEqual([{ name: 'A' }, { name: 'B' }, link('C')]);
  });

  it('is news when a fact is new, and not because it was read again', () => {
    const again = link('A', { seen: { observedAt: NOW + 9, status: 'active', providerStatus: 'pending' } });
    expect(isNews(undefined, again)).toBe(true);
    expect(isNews(link('A'), again)).toBe(false);
    expect(isNews(link('A'), link('A', { seen: paid }))).toBe(true);
    expect(
      isNews(
        link('A', { seen: paid }),
        link('A', { seen: { ...paid, observedAt: NOW + 9, paidAt: NOW + 9 } }),
      ),
    ).toBe(false);
    expect(isNews(link('A', { seen: paid }), link('A', { seen: { ...paid, paidAt: NOW - 9 } }))).toBe(true);
    const { id: _, ...unnamed } = link('A');
    expect(isNews(unnamed, link('A'))).toBe(true);
    expect(isNews(link('A'), { name: 'A' })).toBe(true);
  });
});
