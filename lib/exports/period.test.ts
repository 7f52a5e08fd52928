import { describe, expect, it } from 'vitest';
import { periodOf, type WantedPeriod } from './period.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const shown = (wanted: WantedPeriod, zone = 'Europe/London') => {
  const { from, to, dates } = periodOf(wanted, zone, NOW);
  return [new Date(from).toISOString(), new Date(to).toISOString(), ...dates];
};

describe('a period', () => {
  it('of dates has all of its last day, by the clocks of the organisation', () => {
    expect(shown({ from: '2026-10-01', to: '2026-10-31' })).toEqual([
      '2026-09-30T23:00:00.000Z',
      '2026-11-01T00:00:00.000Z',
      '2026-10-01',
      '2026-10-31',
    ]);
    // A day of 25 hours.
    expect(shown({ from: '2026-10-25', to: '2026-10-25' })).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
      '2026-10-25',
      '2026-10-25',
    ]);
    expect(shown({ from: '2026-11-20', to: '2026-11-20' }, 'Pacific/Auckland')).toEqual([
      '2026-11-19T11:00:00.000Z',
      '2026-11-20T11:00:00.000Z',
      '2026-11-20',
      '2026-11-20',
    ]);
  });

  it('of instants ends before its last one; without an end it is now', () => {
    expect(shown({ from: '2026-11-01T00:00:00+01:00', to: '2026-11-02T00:00:00Z' })).toEqual([
      '2026-10-31T23:00:00.000Z',
      '2026-11-02T00:00:00.000Z',
      '2026-10-31',
      '2026-11-01',
    ]);
    expect(shown({ from: '2026-11-01' })).toEqual([
      '2026-11-01T00:00:00.000Z',
      '2026-11-21T12:00:00.000Z',
      '2026-11-01',
      '2026-11-21',
    ]);
  });

  it.each<[WantedPeriod, string]>([
    [{ from: '2026-11-01', to: '2026-11-21' }, '/paid_to'],
    [{ from: '2026-11-01', to: '2026-11-21T12:00:00.001Z' }, '/paid_to'],
    [{ from: '2026-11-01', to: '9999-12-31' }, '/paid_to'],
    [{ from: '2026-11-02', to: '2026-11-01' }, '/paid_from'],
    [{ from: '2026-11-22' }, '/paid_from'],
    [{ from: '9999-12-31' }, '/paid_from'],
    [{ from: '2026-11-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }, '/paid_from'],
  ])('is refused where it is not over, or over before it begins: %j', (wanted, pointer) => {
    expect(() => periodOf(wanted, 'Europe/London', NOW)).toThrow(
      expect.objectContaining({
        code: 'validation_error',
        facts: expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }),
      }),
    );
  });

  it('may begin at the beginning of all years', () => {
    expect(shown({ from: '0000-01-01', to: '2026-01-01' }).slice(2)[1]).toBe('2026-01-01');
  });
});
