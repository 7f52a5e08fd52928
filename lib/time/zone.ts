const DAY_MS = 86_400_000;

/**
 * The zones in which somebody may be: IANA names, the first one is what texts and calendar offsets go by. `otherwise`
 * is the zone that counts alone where all of them have no hour of the day in common; without it the first.
 */
export type Zones = readonly [string, ...string[]] & { readonly otherwise?: string };

/** A stretch of time in which the clocks of a zone do not change. */
export interface Stretch {
  /** Epoch ms, inclusive. */
  from: number;
  /** Epoch ms, exclusive. */
  to: number;
  /** Ms that the wall clock is ahead of UTC. */
  offset: number;
}

/** The first of these that is a zone; UTC where none is. */
export function zoneOf(...candidates: readonly (string | undefined)[]): string {
  return candidates.find((zone) => zone !== undefined && isZone(zone)) ?? 'UTC';
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The runtime's one name of a zone that has several. */
export function nameOf(zone: string): string {
  return formatOf(zone).resolvedOptions().timeZone;
}

/** Ms that the wall clock of a zone is ahead of UTC at an instant (epoch ms). Throws `RangeError` for what is no zone. */
export function offsetAt(at: number, zone: string): number {
  return stretchAt(at, zone).offset;
}

/** The part of an instant's UTC day, around the instant, in which a zone's offset stays the same. */
export function stretchAt(at: number, zone: string): Stretch {
  const day = Math.floor(at / DAY_MS);
  const [first, second] = dayOf(day, zone);
  return second && at >= second.from ? second : first;
}

/** One zone's offset by UTC days since the epoch; asking Intl takes a microsecond, a wake asks for 29 zones at a time. */
type Days = Map<number, readonly [Stretch, Stretch?]>;
const known = new Map<string, Days>();

/** Names may be written in any case, so there is no end of them. */
const MOST_ZONES = 1000;
const MOST_DAYS = 1000;

function dayOf(day: number, zone: string): readonly [Stretch, Stretch?] {
  const days = known.get(zone) ?? remember(known, zone, new Map(), MOST_ZONES);
  return days.get(day) ?? remember(days, day, readDay(day, zone), MOST_DAYS);
}

/** No zone has ever changed twice within a UTC day. */
function readDay(day: number, zone: string): readonly [Stretch, Stretch?] {
  const from = day * DAY_MS;
  const to = from + DAY_MS;
  const before = readOffset(from, zone);
  const after = readOffset(to, zone);
  if (before === after) return [{ from, to, offset: before }];
  let [old, changed] = [from, to];
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (readOffset(middle, zone) === before) old = middle;
    else changed = middle;
  }
  const first = { from, to: changed, offset: before };
  return changed === to ? [first] : [first, { from: changed, to, offset: after }];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  return (
    formats.get(zone) ??
    remember(
      formats,
      zone,
      new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }),
      MOST_ZONES,
    )
  );
}

/** `1/1/2026, GMT+05:45`, where nothing follows GMT in Greenwich. */
function readOffset(at: number, zone: string): number {
  const [, sign, hours, minutes, seconds = 0] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(formatOf(zone).format(at)) ?? [];
  if (sign === undefined) return 0;
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

function remember<K, V>(map: Map<K, V>, key: K, value: V, most: number): V {
  if (map.size >= most) map.clear();
  map.set(key, value);
  return value;
}
