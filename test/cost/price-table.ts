import type { Phase } from './life.ts';
import type { Metered } from './meter.ts';

/** What is done in a phase of a link's life, by what its writes are about. */
interface Step {
  name: string;
  about: readonly string[];
}

interface Row {
  phase: Phase;
  name: string;
  steps: readonly Step[];
}

const ROWS: readonly Row[] = [
  {
    phase: 'create',
    name: 'create',
    steps: [
      { name: 'Idempotency-Key taken', about: ['idempotency key'] },
      { name: 'intent: link, and in three indexes', about: ['link: intent'] },
      { name: 'binding', about: ['binding'] },
      { name: 'result', about: ['link: create'] },
      { name: 'answer kept', about: ['answer'] },
    ],
  },
  {
    phase: 'messages',
    name: 'SMS and email',
    steps: [
      { name: 'slots of both recipients', about: ['slot'] },
      { name: 'number noted, for a STOP', about: ['number texted'] },
      { name: 'link: claims and ends', about: ['link: message claimed', 'link: message'] },
      { name: 'messages', about: ['message'] },
    ],
  },
  {
    phase: 'first wake',
    name: "timer's first wake",
    steps: [{ name: 'next due', about: ['link: timer', 'link: reminders reckoned'] }],
  },
  { phase: 'opening', name: 'opening', steps: [{ name: 'link', about: ['link: open'] }] },
  {
    phase: 'empty check',
    name: 'check that finds no money',
    steps: [
      { name: "slots of the connection's rate", about: ['rate'] },
      { name: 'link', about: ['link: check'] },
    ],
  },
  { phase: 'return', name: 'payment, by return', steps: [{ name: 'link', about: ['link: return'] }] },
  { phase: 'notification', name: 'notification after it', steps: [] },
];

interface Units {
  writes: number;
  reads: number;
}

type Calls = readonly Metered[];

export function unitsOf(calls: Calls): Units {
  return {
    writes: calls.reduce((sum, { writes }) => sum + writes, 0),
    reads: calls.reduce((sum, { reads }) => sum + reads, 0),
  };
}

/** What a link costs by itself: not its events, which are counted apart, and not the tick, which is for all links. */
export function ownCalls(calls: Calls): Metered[] {
  return calls.filter(({ name }) => name !== 'events/publish' && name !== 'timers/tick');
}

/** The writes of events; whether they are told to anybody is read once in 30 seconds for each organisation. */
export function eventCalls(calls: Calls): Metered[] {
  return calls.filter(({ name, operation }) => name === 'events/publish' && operation === 'PutItem');
}

/** Sizes of the link at each of its saves, bytes. */
export function linkSizes(calls: Calls): number[] {
  return calls.filter(({ about }) => about.startsWith('link: ')).map(({ bytes }) => bytes);
}

/** Writes that no step tells of. */
export function unexplained(calls: Calls): Metered[] {
  const known = (call: Metered) =>
    ROWS.some(
      ({ phase, steps }) => phase === call.phase && steps.some(({ about }) => about.includes(call.about)),
    );
  return ownCalls(calls).filter((call) => call.writes > 0 && !known(call));
}

/** What links cost by phase and step, one column of write and read units for each life. */
export function lifeTable(lives: Readonly<Record<string, Calls>>): string[] {
  const columns = (cells: (calls: Calls) => readonly string[]) => Object.values(lives).flatMap(cells);
  const units = (calls: Calls) => {
    const { writes, reads } = unitsOf(calls);
    return calls.length ? [`${writes}`, `${reads}`] : ['', ''];
  };
  const inKb = (bytes = 0) => (bytes / 1024).toFixed(1);
  return [
    line('', Object.keys(lives), 12),
    line(
      'units',
      columns(() => ['w', 'r']),
    ),
    ...ROWS.flatMap(({ phase, name, steps }) => [
      line(
        name,
        columns((calls) => units(ownCalls(calls).filter((call) => call.phase === phase))),
      ),
      ...(steps.length > 1 ? steps : []).map((step) =>
        line(
          `  ${step.name}`,
          columns((calls) => [units(writesOf(calls, phase, step))[0] ?? '', '']),
        ),
      ),
    ]),
    line(
      'in all',
      columns((calls) => units(ownCalls(calls))),
    ),
    line(
      'events beside it',
      columns((calls) => units(eventCalls(calls))),
    ),
    line(
      'KB of the link, at most and paid',
      columns((calls) => [inKb(Math.max(...linkSizes(calls))), inKb(linkSizes(calls).at(-1))]),
    ),
  ];
}

function writesOf(calls: Calls, phase: Phase, step: Step): Calls {
  return calls.filter((call) => call.phase === phase && call.writes > 0 && step.about.includes(call.about));
}

/** Read units of each reading at both sizes. */
export function readTable(
  names: readonly string[],
  sizes: Readonly<Record<string, ReadonlyMap<string, Calls>>>,
): string[] {
  const reads = (name: string) =>
    Object.values(sizes).map((calls) => `${unitsOf(calls.get(name) ?? []).reads}`);
  return [line('read units', Object.keys(sizes), 15), ...names.map((name) => line(name, reads(name), 15))];
}

/** What each function spends and calls, in the order in which they come. */
export function functionTable(title: string, calls: Calls): string[] {
  const own = calls.filter(({ name }) => name !== 'timers/tick');
  return [
    line(title, ['w', 'r']),
    ...groups(own, ({ name }) => name).flatMap(([name, its]) => {
      const { writes, reads } = unitsOf(its);
      const services = groups(its, ({ service }) => service);
      return [
        line(name, [`${writes}`, `${reads}`]),
        ...services.map(([service, those]) => `  ${service.padEnd(10)}${countsOf(those)}`),
      ];
    }),
  ];
}

function countsOf(calls: Calls): string {
  return groups(calls, ({ operation }) => operation)
    .map(([operation, { length }]) => `${operation} ${length}`)
    .join(', ');
}

function groups(calls: Calls, by: (call: Metered) => string): [string, Calls][] {
  return [...new Set(calls.map(by))].map((name) => [name, calls.filter((call) => by(call) === name)]);
}

export function line(name: string, cells: readonly string[], width = 6): string {
  return `${name.padEnd(44)}${cells.map((cell) => cell.padStart(width)).join('')}`.trimEnd();
}
