import { linkBody } from '../faults/scenarios.ts';
import type { Servers } from '../faults/servers.ts';

const delivery = { channels: ['sms', 'email'] };

/** A link as most are. */
export const typicalBody = { ...linkBody, delivery };

/** A link with every field of the contract at its limit, or near it where a provider or the format sets a lower one. */
export function fullBody({ felloh }: Servers): object {
  return {
    ...linkBody,
    amount: 99_999_999,
    reference: words(100),
    description: words(250),
    customer: {
      name: words(140),
      first_name: words(70),
      last_name: words(70),
      email: `${letters(64)}@${[60, 60, 59].map(letters).join('.')}.example`,
      phone: '+447700900123',
      reference: words(100),
      language: 'en-GB-oxendict',
      timezone: 'America/Argentina/ComodRivadavia',
      address: {
        line1: words(100),
        line2: words(100),
        city: words(100),
        region: words(100),
        postal_code: words(20),
        country: 'GB',
      },
    },
    due_on: '2026-03-20',
    expires_at: '2026-03-30T22:59:59Z',
    delivery: { ...delivery, sender: 'service', override_reason: words(200) },
    redirects: { success: url(), failure: url(), cancel: url() },
    methods: {
      card: true,
      open_banking: true,
      excluded_card_types: ['amex', 'master'],
      excluded_card_regions: ['inter', 'intra'],
    },
    booking: { id: felloh.fixtures.booking.id, reference: words(100) },
    created_by: words(100),
    metadata: Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`${letters(18)}${n + 10}`, words(57)]),
    ),
    provider_options: { surcharging_enabled: true, dcc_enabled: true, hide_store_card: true },
  };
}

/** Text that repeats no more than people's does, so that a compressed answer is not smaller than theirs. */
function letters(length: number): string {
  let text = '';
  while (text.length < length) text += String.fromCharCode(97 + (random() % 26));
  return text;
}

function words(length: number): string {
  let text = '';
  while (text.length < length) text += `${letters(3 + (random() % 7))} `;
  return `${text.slice(0, length - 1)}x`;
}

function url(): string {
  return `https://www.example.com/${letters(500 - 24)}`;
}

let seed = 1;

/** The same numbers in each run: the table of prices must not change by itself. */
function random(): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed >> 8;
}
