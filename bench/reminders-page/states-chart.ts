import { type Figures, STATES, type State } from './figures.ts';

const WIDTH = 720;
const HEIGHT = 280;
const LEFT = 56;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 28;

/** How many links were in which state at the end of each day, one on the other. */
export function statesChart({ states, days, start }: Figures): string {
  const most = Math.max(1, ...states.map((day) => STATES.reduce((sum, state) => sum + day[state], 0)));
  const x = (day: number) => round(LEFT + (day / days) * (WIDTH - LEFT - RIGHT));
  const y = (count: number) => round(HEIGHT - BOTTOM - (count / most) * (HEIGHT - TOP - BOTTOM));
  const below = (day: Figures['states'][number], state: State) =>
    STATES.slice(0, STATES.indexOf(state)).reduce((sum, each) => sum + day[each], 0);
  const areas = STATES.map((state) => {
    const upper = states.map((day, n) => `${x(n)} ${y(below(day, state) + day[state])}`);
    const lower = states.map((day, n) => `${x(n)} ${y(below(day, state))}`).reverse();
    return `<path class="s-${state}" d="M${[...upper, ...lower].join('L')}z"/>`;
  });
  const counts = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const count = Math.round(share * most);
    return `<text x="${LEFT - 4}" y="${round(y(count) + 4)}" text-anchor="end">${count}</text><path class="line" d="M${LEFT} ${y(count)}H${WIDTH - RIGHT}"/>`;
  });
  const dates = [0, 10, 20, 30, 40]
    .filter((day) => day < days)
    .map((day) => {
      const date = new Date(start + day * 86_400_000);
      const label = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
      return `<text x="${x(day)}" y="${HEIGHT - 6}">${label}</text>`;
    });
  const last = states.at(-1);
  const ends = STATES.map((state) => `${last?.[state] ?? 0} ${words(state)}`).join(', ');
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="states-t"><title id="states-t">Links by state at the end of each of ${days} days. At the end: ${ends}.</title>
${areas.join('')}${counts.join('')}${dates.join('')}</svg>`;
}

export function words(state: string): string {
  return state.replaceAll('_', ' ');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
