import { getCountries, getCountryCallingCode } from 'libphonenumber-js/core';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import metadata from 'libphonenumber-js/min/metadata';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, wallAt } from '../../test/support/wall-clock.ts';
import { recipientZones } from './recipient-zones.ts';
import { DAYTIME, nextOpening } from './window.ts';
import { offsetAt } from './zone.ts';

const of = (phone: string, home = 'Europe/London') => recipientZones({ phone }, home);

describe('the zones of a customer', () => {
  it('are its own, whatever its number says', () => {
    const customer = { timezone: 'Asia/Kathmandu', phone: '+12125550123' };
    expect(recipientZones(customer, 'Europe/London')).toEqual(['Asia/Kathmandu']);
  });

  it('are those of its number where its own is none', () => {
    expect(recipientZones({ timezone: 'Mars/Olympus', phone: '+33612345678' }, 'Europe/London')).toEqual([
      'Europe/Paris',
    ]);
  });

  it.each([
    ['no customer', undefined],
    ['no number', {}],
    ['what is no number', { phone: '12' }],
    ['a satellite', { phone: '+870773111632' }],
    ['a number of no country', { phone: '+80012345678' }],
  ])("are the organisation's for %s", (_, customer) => {
    expect(recipientZones(customer, 'America/Chicago')).toEqual(['America/Chicago']);
    expect(recipientZones(customer, 'Mars/Olympus')).toEqual(['UTC']);
  });

  it.each([
    ['+12125550123', 'America/New_York', 29],
    ['+14165550123', 'America/Toronto', 23],
    ['+18765550123', 'America/Jamaica', 1],
    ['+17875550123', 'America/Puerto_Rico', 1],
    ['+16715550123', 'Pacific/Guam', 1],
    ['+79161234567', 'Europe/Moscow', 26],
    ['+77011234567', 'Asia/Almaty', 7],
    ['+61412345678', 'Australia/Sydney', 12],
    ['+5511987654321', 'America/Sao_Paulo', 16],
    ['+525512345678', 'America/Mexico_City', 12],
    ['+6281234567890', 'Asia/Jakarta', 4],
    ['+358401234567', 'Europe/Helsinki', 1],
    ['+35818123', 'Europe/Mariehamn', 1],
    ['+383451234567', 'Europe/Belgrade', 1],
    ['+24740123', 'Atlantic/St_Helena', 1],
  ])('of %s begin with %s and are %i', (phone, first, count) => {
    const zones = of(phone, 'Asia/Tokyo');
    expect(zones[0]).toBe(first);
    expect(zones).toHaveLength(count);
    expect(zones.otherwise).toBe(count > 1 ? 'Asia/Tokyo' : undefined);
  });

  it.each([
    ['America/Chicago', '+12125550123'],
    ['US/Central', '+12125550123'],
    ['Europe/Kyiv', '+380441234567'],
    ['America/Argentina/Buenos_Aires', '+541145678901'],
  ])("begin with the organisation's, %s, where it is one of them, under whichever name", (home, phone) => {
    const zones = of(phone, home);
    expect(zones[0]).toBe(home);
    expect(zones.slice(1)).not.toContain(
      new Intl.DateTimeFormat('en', { timeZone: home }).resolvedOptions().timeZone,
    );
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.otherwise).toBeUndefined();
  });

  it('of a number that no plan knows are those of all its countries', () => {
    expect(of('+447700900123', 'Asia/Tokyo')).toEqual(
      Object.assign(['Europe/London', 'Europe/Guernsey', 'Europe/Isle_of_Man', 'Europe/Jersey'], {
        otherwise: 'Asia/Tokyo',
      }),
    );
    expect(of('+447700900123')[0]).toBe('Europe/London');
  });
});

it('every country that has phones has a zone, and hours of the day that are common to all of its zones', () => {
  const now = Date.parse('2025-01-01T00:00:00Z');
  const countries = getCountries(metadata);
  const outside: string[] = [];
  let many = 0;
  for (const country of countries) {
    const phone = `+${getCountryCallingCode(country, metadata)}${examples[country]}`;
    // A home of nobody: were it used, it would show.
    const zones = of(phone, 'Antarctica/Troll');
    if (zones[0] === 'Antarctica/Troll') outside.push(`${country} has no zone`);
    if (zones.length > 1) many++;
    for (let at = now; at < now + 6 * 365 * DAY; at += 37 * DAY + 5 * HOUR) {
      const opening = nextOpening(at, zones, DAYTIME);
      for (const zone of zones) {
        const hour = new Date(wallAt(opening, zone)).getUTCHours();
        if (hour < 8 || hour >= 21) outside.push(`${country} ${zone} ${new Date(opening).toISOString()}`);
      }
      if (opening - at > 24 * HOUR) outside.push(`${country} waits for ${opening - at} ms`);
    }
  }
  process.stdout.write(`${countries.length} countries, ${many} of them with several zones\n`);
  expect(outside.slice(0, 10)).toEqual([]);
  expect(countries.length).toBeGreaterThan(230);
});

it('the runtime knows the rules of 2026, those of Paraguay and Kazakhstan among them', () => {
  const winter = Date.parse('2026-06-15T12:00:00Z');
  expect(offsetAt(winter, 'America/Asuncion')).toBe(-3 * HOUR);
  expect(offsetAt(winter, 'Asia/Almaty')).toBe(5 * HOUR);
});
