/** A file as a council might upload it, and what is wrong in it. */
export interface DemoFile {
  csv: string;
  rows: number;
  invalid: number;
  duplicate: number;
}

const HEADER = [
  'reference',
  'amount_major',
  'currency',
  'description',
  'customer.name',
  'customer.email',
  'customer.phone',
  'customer.reference',
];

/** One row in 50 is broken, each in another way; one in 60 has the reference of an earlier one, which is a good one: 7 is not 1 modulo 10. */
const BROKEN_EVERY = 50;
const DOUBLED_EVERY = 60;

const BREAKS: readonly ((row: Record<string, string>) => void)[] = [
  (row) => Object.assign(row, { amount_major: '12.345' }),
  (row) => Object.assign(row, { 'customer.email': 'ada at example.com' }),
  (row) => Object.assign(row, { currency: 'pounds' }),
  (row) => Object.assign(row, { amount_major: '' }),
  (row) => Object.assign(row, { 'customer.phone': '12' }),
];

/** Arrears of this many rows. The same seed gives the same file. */
export function demoFile({
  rows,
  provider,
  seed = 1,
}: {
  rows: number;
  provider: string;
  seed?: number;
}): DemoFile {
  const random = seeded(seed);
  const whole = (below: number) => Math.floor(random() * below);
  let [invalid, duplicate] = [0, 0];
  const records = Array.from({ length: rows }, (_, index) => {
    const number = index + 1;
    const row: Record<string, string> = {
      reference: reference(number),
      amount_major: `${10 + whole(490)}.${String(whole(100)).padStart(2, '0')}`,
      currency: provider === 'fortis' ? 'USD' : 'GBP',
      // Now and then what makes a reader of lines stumble.
      description: whole(10) === 0 ? 'Arrears, "final notice", 2026' : 'Arrears 2026',
      'customer.name': 'Ada Byron',
      'customer.email': `ada+${number}@example.com`,
      'customer.phone': `+447700900${String(whole(900)).padStart(3, '0')}`,
      'customer.reference': `TEN${String(number).padStart(7, '0')}`,
    };
    if (number % BROKEN_EVERY === 7) {
      BREAKS[invalid % BREAKS.length]?.(row);
      invalid += 1;
    } else if (number % DOUBLED_EVERY === 31) {
      row.reference = reference(number - 30);
      duplicate += 1;
    }
    return HEADER.map((name) => quoted(row[name] ?? '')).join(',');
  });
  return { csv: `${[HEADER.join(','), ...records].join('\r\n')}\r\n`, rows, invalid, duplicate };
}

function reference(number: number): string {
  return `ARR-${String(number).padStart(6, '0')}`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Mulberry32: 0 to below 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
