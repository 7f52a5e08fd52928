/** An IANA name that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** Whether `YYYY-MM-DD` names a day that there is. */
export function isDay(value: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}

/**
 * Epoch ms of SmarterPay's times: `YYYY-MM-DD HH:MM:SS` in the account's zone, notifications with a zone of their own.
 * Undefined: none (`never`), or unreadable.
 */
export function toInstant(value: string | null | undefined, timeZone: string): number | undefined {
  const [, day, time, zone] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/i.exec(value ?? '') ?? [];
  if (day === undefined || time === undefined || !isDay(day)) return undefined;
  const wall = Date.parse(`${day}T${time}${zone ?? 'Z'}`);
  if (Number.isNaN(wall)) return undefined;
  if (zone !== undefined) return wall;
  // The offset of the zone is that of the instant itself, found in two steps around a change of the clocks.
  return wall - offsetAt(wall - offsetAt(wall, timeZone), timeZone);
}

/** How far the zone's clock is ahead of UTC at an instant, ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return shown - Math.floor(at / 1000) * 1000;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
