import type { Link } from '../src/index.ts';

/** One link for people: what to look for first comes first. */
export function linkLine({ id, display_status, amount, currency, reference, url }: Link): string {
  return `${[id, display_status.padEnd(14), money(amount, currency).padStart(12), reference ?? '-', url].join('  ')}\n`;
}

export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
