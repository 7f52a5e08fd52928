import { zoneFormats } from '../formats.ts';

/** The calendar day, `YYYY-MM-DD`, that an instant has in a zone. */
export function dayIn(timeZone: string, at: number): string {
  return dayFormat(timeZone).format(at);
}

// Canadian English writes a date as ISO 8601 does.
const dayFormat = zoneFormats('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

/** Whether there is such a day; Date.parse would take 30 February for 2 March. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
