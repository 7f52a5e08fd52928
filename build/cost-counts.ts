/** What one link uses, as `test/cost` has measured it and docs/costs.md tells. */
export interface Counts {
  writes: number;
  reads: number;
  eventWrites: number;
  /** With three reminders that nobody heeds, instead of an opening and a payment. */
  month: { writes: number; reads: number; eventWrites: number };
  /** A row of a batch with one SMS, until it is sent. */
  rowWrites: number;
  /** One event at one endpoint that takes it at once. */
  webhook: { writes: number; reads: number; functions: number; hints: number; decrypts: number };
  /** Functions that a link meets, those of its events and its timer included; how often each runs is not counted. */
  functions: number;
  /** Requests by way of the API: its page is seen before and after the payment. */
  requests: number;
  /** Messages put on queues. */
  hints: number;
  decrypts: number;
  /** Read units of a tick with nothing due. */
  tickReads: number;
}

/** The counts in the tables of docs/costs.md; throws where a row is missing, so that no price can stand on a guess. */
export function countsIn(page: string): Counts {
  const [writes, reads] = numbersOf(page, /^in all +(.+)$/m);
  const [eventWrites] = numbersOf(page, /^events beside it +(.+)$/m);
  const reminded = page.slice(page.indexOf('A link that nobody opens'));
  const [monthWrites, monthReads, monthEvents] = numbersOf(reminded, /^in all +(.+)$/m);
  const [, tickReads] = numbersOf(reminded, /^tick with nothing due +(.+)$/m);
  const [rowWrites] = numbersOf(page, /^write units, with an SMS instead +(.+)$/m);
  const ofWebhook = (row: string) => must(numbersOf(page, new RegExp(`^webhook: ${row} +(.+)$`, 'm'))[0]);
  const [webhookWrites, webhookReads] = numbersOf(page, /^webhook in all +(.+)$/m);
  const byFunction = page.slice(page.indexOf('link of a slow payer, by function'));
  const table = byFunction.slice(0, byFunction.indexOf('```'));
  const functions = [...table.matchAll(/^(\w+\/\w+) /gm)].map(([, name = '']) => name);
  const count = (service: string) =>
    [...table.matchAll(new RegExp(`^  ${service} +\\w+ (\\d+)`, 'gm'))].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  const routes = functions.filter((name) => /^(links|public)\//.test(name)).length;
  if (routes === 0) throw new Error('docs/costs.md has no table by function');
  return {
    writes: must(writes),
    reads: must(reads),
    eventWrites: must(eventWrites),
    month: { writes: must(monthWrites), reads: must(monthReads), eventWrites: must(monthEvents) },
    rowWrites: must(rowWrites),
    webhook: {
      writes: must(webhookWrites),
      reads: must(webhookReads),
      functions: ofWebhook('functions'),
      hints: ofWebhook('messages put on its queue'),
      decrypts: ofWebhook('secrets opened'),
    },
    functions: functions.length,
    requests: routes + 1,
    hints: count('sqs'),
    decrypts: count('kms'),
    tickReads: must(tickReads),
  };
}

function numbersOf(page: string, row: RegExp): number[] {
  const [, cells] = row.exec(page) ?? [];
  if (cells === undefined) throw new Error(`docs/costs.md has no row ${row}`);
  return cells.trim().split(/\s+/).map(Number);
}

function must(value: number | undefined): number {
  if (value === undefined || Number.isNaN(value)) throw new Error('docs/costs.md: a figure is missing');
  return value;
}
