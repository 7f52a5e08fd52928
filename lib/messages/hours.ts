/** Local hours in which a message may go: from 08:00 to before 21:00. */
const FROM_HOUR = 8;
const TO_HOUR = 21;

/** Every offset in use is a multiple of it, so each local 08:00 falls on one. */
const QUARTER_MS = 15 * 60_000;

/**
 * The first instant from `now` (epoch ms) at which a message may go in a zone: `now` itself within the hours, else the
 * next local 08:00. It walks by the quarter and asks the zone each time, so clocks that change, at whatever hour, need
 * no thought.
 */
export function nextOpening(now: number, zone: string): number {
  const hourOf = hourIn(zone);
  if (isOpen(hourOf(now))) return now;
  let at = Math.ceil(now / QUARTER_MS) * QUARTER_MS;
  while (!isOpen(hourOf(at))) at += QUARTER_MS;
  return at;
}

/** The first of these that is a zone; UTC where none is. */
export function zoneOf(...candidates: readonly (string | undefined)[]): string {
  return candidates.find((zone) => zone !== undefined && isZone(zone)) ?? 'UTC';
}

function isOpen(hour: number): boolean {
  return hour >= FROM_HOUR && hour < TO_HOUR;
}

function hourIn(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
  return (at) => Number(format.format(at));
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
