import { zoneFormats } from '../formats.ts';

export const dayMs = 24 * 60 * 60 * 1000;

/** `YYYY-MM-DD HH:MM:SS` as the API writes an instant, in the account's time zone. */
export function wireTime(at: number, timeZone: string): string {
  const parts = Object.fromEntries(
    timeFormat(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

const timeFormat = zoneFormats('en-GB', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `YYYY-MM-DDTHH:MM:SSZ` as notifications write it. */
export function eventTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Without its part of a second, which no answer can say. */
export function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/** Whether `YYYY-MM-DD` names a day that exists. */
export function isDay(value: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}
