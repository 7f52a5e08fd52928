import type { Random } from './random.ts';

/** Twenty zones: by half an hour, at odd offsets, on both sides of the date line, with and without changes. */
export const ZONES = [
  'Europe/London',
  'Europe/Lisbon',
  'Europe/Athens',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Jerusalem',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Honolulu',
  'America/St_Johns',
  'America/New_York',
  'America/Havana',
  'America/Santiago',
] as const;

export interface Person {
  id: string;
  email?: string;
  phone?: string;
  /** IANA; absent: told by the number's country, or by nothing. */
  timezone?: string;
}

/** Numbers that are kept for examples. */
const AMERICAN = '+120255501';
const AUSTRALIAN = '+61491570';

/** Someone of an organisation. Two of one number would be one recipient, so within 1,000 nobody shares theirs. */
export function person(random: Random, id: string, nth: number, phone: 'british' | 'any'): Person {
  const email = { email: `ada.${id}@example.com` };
  const british = { phone: `+447700900${String(nth % 1000).padStart(3, '0')}` };
  const timezone = random.pick(ZONES, id, 'zone');
  if (phone === 'british' || random.chance(0.8, id, 'zoned')) {
    const reach = phone === 'british' ? 0 : random.share(id, 'reach');
    if (reach < 0.7) return { id, ...email, ...british, timezone };
    return reach < 0.85 ? { id, ...email, timezone } : { id, ...british, timezone };
  }
  const numbers = [
    british.phone,
    `${AMERICAN}${String(nth % 100).padStart(2, '0')}`,
    `${AUSTRALIAN}${156 + (nth % 4)}`,
    undefined,
  ] as const;
  const number = random.pick(numbers, id, 'number');
  return number === undefined ? { id, ...email } : { id, ...email, phone: number };
}
