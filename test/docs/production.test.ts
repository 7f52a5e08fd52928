import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alarmList } from '../../build/alarm-list.ts';
import { countsIn } from '../../build/cost-counts.ts';
import { costTables } from '../../build/cost-table.ts';
import { packageCopy } from '../../build/package-copy.ts';
import { PRICES, PRICES_OF } from '../../build/prices.ts';
import { read } from './pages.ts';

const page = read('docs/production.md');
const counts = countsIn(read('docs/costs.md'));

describe('the alarms of docs/production.md', () => {
  it('are those that the template makes, each with its entry in the runbook', async () => {
    const Template = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });
    const file = join(await packageCopy(), '.serverless/cloudformation-template-update-stack.json');
    const { Resources } = Template.parse(JSON.parse(readFileSync(file, 'utf8')));
    const made = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
    const told = [...page.matchAll(/^\| `(\w+Alarm)` \|.*\(runbook\.md#[\w-]+\) \|$/gm)].map(([, id]) => id);
    expect(told.sort()).toEqual(made.map(([id]) => id).sort());
    expect([...alarmList().keys()].sort()).toEqual(told);
  }, 300_000);
});

describe('the costs of docs/production.md', () => {
  it('are the counts of docs/costs.md times the prices', () => {
    const [writes, reads] = [counts.writes + counts.eventWrites, counts.reads];
    const usd = writes * PRICES.writes.usd + reads * PRICES.reads.usd;
    expect(page).toContain(`instead of ${usd.toFixed(2)}`);
    expect(page).toContain(costTables(counts).join('\n'));
  });

  it('follow a count that changes', () => {
    expect(costTables({ ...counts, writes: counts.writes + 1 }).join('\n')).not.toBe(
      costTables(counts).join('\n'),
    );
  });

  it('stand on figures that docs/costs.md has', () => {
    const { month, webhook, ...own } = counts;
    const figures = [own, month, webhook].flatMap((each) => Object.values(each));
    for (const figure of figures) expect(figure).toBeGreaterThan(0);
    expect(() => countsIn('# What a link costs\n')).toThrow(/no row/);
  });

  it('name a source for each price, and the day on which it was looked up', () => {
    expect(page).toContain(`Prices of ${PRICES_OF}`);
    for (const { of, usd, source } of Object.values(PRICES)) {
      if (usd === undefined) expect(source, of).toMatch(/^not found.*\(https:\/\/aws\.amazon\.com\//);
      else expect(source, of).not.toMatch(/^(not found|$)/);
    }
  });
});
