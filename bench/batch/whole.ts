import { compare } from '../../test/batches/compare.ts';
import { type Measured, measure, requestsOf, type Wanted } from '../../test/batches/measured.ts';
import { countUnits, sumOf } from '../../test/batches/spent.ts';
import { startBatchWorld } from '../../test/batches/world.ts';
import { say, tell } from './say.ts';

const PROGRESS_MS = 15_000;

/** A file from its upload to its last row in virtual time: what it took, and the ledgers against each other. */
export async function benchWhole(wanted: Omit<Wanted, 'progress'>): Promise<void> {
  const begun = performance.now();
  let told = begun;
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(0);
  const { callsPerSecond } = wanted;
  const world = await startBatchWorld({ callsPerSecond });
  try {
    const units = countUnits(world.table.client);
    const figures = await measure(world, units, {
      ...wanted,
      async progress(_world, id, at) {
        if (performance.now() - told < PROGRESS_MS) return;
        told = performance.now();
        const { begun: queued, linkCreated, failed } = await world.sums(id);
        const time = new Date(at).toISOString().slice(11, 19);
        tell(`  ${time}  ${queued} queued, ${linkCreated} with a link, ${failed} failed, ${seconds()} s`);
      },
    });
    const { idealMs, tookMs, batch, rows } = figures;
    const how = `${rows} rows at ${wanted.callsPerSecond} calls/s${wanted.channel ? `, one ${wanted.channel} each` : ''}`;
    tell(`\n${how}: ${batch.status}, ${(tookMs / 1000).toFixed(1)} s of virtual time`);
    const ratio = idealMs / tookMs;
    say('  80 % of the rate against the time to the last row', ratio.toFixed(3), 'aim ≥ 0.9', ratio >= 0.9);
    saySpent(figures, wanted.channel);
    const found = await compare(world, batch.id);
    tell(`  rows ${JSON.stringify(found.rows)}, links ${found.links}, provider's ledger ${found.ledger}`);
    const { withoutLink, withoutProvider, doubled, rowsWithoutLink } = found;
    const wrong = withoutLink + withoutProvider + doubled + rowsWithoutLink;
    const all = found.ledger === rows && found.links === rows && found.rows.link_created === rows;
    say('  rows, links and ledger that do not agree', String(wrong), 'aim 0', wrong === 0 && all);
    const { user, system } = process.cpuUsage();
    tell(`  ${seconds()} s of real time, ${((user + system) / 1e6).toFixed(0)} s of CPU so far`);
  } finally {
    await world.close();
  }
}

function saySpent({ rows, requests, units, shownFor, sent }: Measured, channel: Wanted['channel']): void {
  const each = requestsOf(requests, ['rows', 'batches']) / rows;
  say('  SQS requests per row', each.toFixed(3), 'aim ≤ 0.35', each <= 0.35);
  if (channel) {
    const more = requestsOf(requests, ['messages']) / rows;
    tell(`  SQS requests per row for its message, of which ${sent} are sent: ${more.toFixed(3)}`);
  }
  tell(
    `    ${Object.entries(requests)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  const writes = sumOf(units.writes) / rows;
  if (channel) say('  write units per row, all of its batch', writes.toFixed(2), 'aim ≤ 11', writes <= 11);
  else tell(`  write units per row, all of its batch: ${writes.toFixed(2)}`);
  tell(
    `    ${Object.entries(units.writes)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  tell(`  read units per row, those of this bench with them: ${(units.reads / rows).toFixed(2)}`);
  say('  read units of a look at the batch', String(shownFor), 'aim ≤ 2', shownFor <= 2);
}
