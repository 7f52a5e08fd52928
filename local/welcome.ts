import type { Stack } from './stack.ts';

type Shown = Pick<Stack, 'api' | 'controls' | 'providers' | 'demo'> & {
  endpoints: Pick<Stack['endpoints'], 'outbox'>;
};

/** Providers that spell themselves otherwise than with one capital. */
const SPELLED: Readonly<Record<string, string>> = {
  allpay: 'allpay',
  paypoint: 'PayPoint',
  smarterpay: 'SmarterPay',
};

/** What is printed when all is up: where things are, and a first link to try. Ends in the line that scripts wait for. */
export function welcome({ api, controls, endpoints, providers, demo }: Shown): string {
  const places = [
    ['API', api],
    ['Reference', `${api}/docs`],
    ['Outbox', endpoints.outbox],
    ['Batches', `${controls}/batches`],
    ...Object.entries(providers).map(([name, { control_url }]) => [
      `${SPELLED[name] ?? capitalised(name)} simulator`,
      control_url,
    ]),
    ['Everything else', controls],
  ];
  const width = Math.max(...places.map(([name = '']) => name.length));
  const list = places.map(([name = '', url]) => `  ${name.padEnd(width)}  ${url}`);
  return [
    '',
    '  Paylinks on this machine. No money moves and no message leaves it.',
    '',
    ...list,
    ...(demo
      ? ['', `  ${'Key'.padEnd(width)}  ${demo.key}`, ...zoneNote(demo.timezone), ...firstLink(api, demo.key)]
      : []),
    '',
    `Ready ${api}`,
    '',
  ].join('\n');
}

function firstLink(api: string, key: string): string[] {
  const body = {
    amount: 12500,
    currency: 'GBP',
    description: 'Deposit for Bali',
    customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
    // A British number waits for the morning in Britain; this is to be seen at once, at whatever hour.
    delivery: { channels: ['sms', 'email'], override_reason: 'trying it out' },
  };
  return [
    '',
    '  A first link, sent by SMS and email:',
    '',
    `curl -s ${api}/v1/links \\`,
    `  -H 'Authorization: Bearer ${key}' -H 'Idempotency-Key: first-link' \\`,
    `  -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`,
    '',
    '  Then open the outbox, follow the link in the SMS, continue to the payment page and pay.',
    '  The link says paid:',
    '',
    `curl -s ${api}/v1/links -H 'Authorization: Bearer ${key}'`,
    '',
    '  Time can be moved, and everything that is due on the way happens:',
    '',
    `curl -s ${api}/_local/clock -H 'Content-Type: application/json' -d '{"advance": "P3D"}'`,
  ];
}

function zoneNote(timezone: string): string[] {
  if (timezone === 'Europe/London') return [];
  return [
    '',
    '  Messages wait for 08:00 where the customer is: in its zone, in the country of its number, else where the',
    `  organisation is. It is night in London, so the demo organisation lives in ${timezone}, where it is about noon.`,
    '  To a British number messages go now with an override_reason, as below, or to a customer in that timezone.',
  ];
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
