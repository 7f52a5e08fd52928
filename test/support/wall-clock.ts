/**
 * An independent reading of zones, to hold lib/time against: what Intl says the wall clock shows, asked by the quarter of
 * an hour, without offsets, days or bisection.
 */
export const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Every kind of change: by half an hour, two hours, twice within Ramadan, at odd offsets, on either side of midnight. */
export const changingZones = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'America/Adak',
  'America/Havana',
  'America/New_York',
  'America/Nuuk',
  'America/Port-au-Prince',
  'America/Santiago',
  'America/Scoresbysund',
  'America/St_Johns',
  'America/Tijuana',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Hebron',
  'Asia/Jerusalem',
  'Atlantic/Azores',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Chisinau',
  'Europe/Dublin',
  'Europe/London',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Easter',
  'Pacific/Norfolk',
] as const;

/** Their clocks stand still, some at odd offsets. */
export const steadyZones = [
  'America/Asuncion',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Australia/Eucla',
  'Pacific/Apia',
  'Pacific/Honolulu',
  'Pacific/Kiritimati',
  'Pacific/Marquesas',
  'Pacific/Pago_Pago',
  'UTC',
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();
const quarters = new Map<string, Map<number, number>>();

/** What the clock of a zone shows, as ms as if it were UTC. */
export function wallAt(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER) * QUARTER;
  const known = quarters.get(zone) ?? new Map<number, number>();
  if (known.size === 0) quarters.set(zone, known);
  let wall = known.get(quarter);
  if (wall === undefined) {
    wall = readWall(quarter, zone);
    known.set(quarter, wall);
  }
  return wall + at - quarter;
}

/** Instants in [from, to) at which a zone's clock starts to show another offset. Looked for by six hours. */
export function changesOf(zone: string, from: number, to: number): readonly number[] {
  const changes: number[] = [];
  const ahead = (at: number) => readWall(at, zone) - at;
  for (let at = from; at < to; at += 6 * HOUR) {
    if (ahead(at) === ahead(at + 6 * HOUR)) continue;
    let minute = at;
    while (ahead(minute) === ahead(at)) minute += MINUTE;
    changes.push(minute);
  }
  return changes;
}

function readWall(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    formats.set(zone, format);
  }
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
}
