import type { Figures } from './figures.ts';

const WIDTH = 300;
const HEIGHT = 160;
const LEFT = 34;
/** Where it is still the evening before when the month begins. */
const BEFORE = 1;
const TOP = 6;
const BOTTOM = 18;
const HOURS = [0, 8, 12, 19, 24];

/** One zone: days from left to right, hours of its own wall clock from top to bottom, the hours of messages shaded. */
export function zoneChart(
  { zone, dots }: Figures['zones'][number],
  { days, start }: Pick<Figures, 'days' | 'start'>,
): string {
  const x = (day: number) => round(LEFT + ((day + BEFORE) / (days + BEFORE + 1)) * (WIDTH - LEFT - 4));
  const y = (hour: number) => round(TOP + (hour / 24) * (HEIGHT - TOP - BOTTOM));
  const band = (from: number, to: number, name: string) =>
    `<rect class="${name}" x="${LEFT}" y="${y(from)}" width="${WIDTH - LEFT - 4}" height="${round(y(to) - y(from))}"/>`;
  const id = `z-${zone.replaceAll('/', '-')}`;
  const of = (kind: string) => dots.filter((dot) => dot.kind === kind);
  const marks = [
    ...of('first').map(({ day, hour }) => {
      const at = `M${x(day + 0.5)} ${round(y(hour) - 2.4)}`;
      return `<path class="first" d="${at}l2.4 2.4-2.4 2.4-2.4-2.4z"/>`;
    }),
    ...of('reminder').map(
      ({ day, hour }) => `<circle class="reminder" cx="${x(day + 0.5)}" cy="${y(hour)}" r="1.9"/>`,
    ),
  ];
  const hours = HOURS.map((hour) => {
    const label = `${String(hour).padStart(2, '0')}:00`;
    return `<text x="${LEFT - 3}" y="${round(y(hour) + 3)}" text-anchor="end">${label}</text>`;
  });
  const dates = [0, 10, 20, 30, 40]
    .filter((day) => day < days)
    .map((day) => {
      const date = new Date(start + day * 86_400_000);
      const label = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
      return `<text x="${x(day)}" y="${HEIGHT - 5}">${label}</text>`;
    });
  const all = dots.map(({ hour }) => hour);
  const range = all.length ? `, between ${clock(Math.min(...all))} and ${clock(Math.max(...all))} there` : '';
  return `<figure data-zone="${zone}" data-first="${of('first').length}" data-reminder="${of('reminder').length}">
<figcaption>${zone.replaceAll('_', ' ')} <span>${of('first').length} first, ${of('reminder').length} reminders</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-t">
<title id="${id}-t">${zone}: ${of('first').length} first messages and ${of('reminder').length} reminders${range}</title>
${band(0, 24, 'night')}${band(8, 21, 'day')}${band(9, 19, 'window')}
${hours.join('')}${dates.join('')}
${marks.join('')}
</svg></figure>`;
}

function clock(hour: number): string {
  const minutes = Math.floor(hour * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
