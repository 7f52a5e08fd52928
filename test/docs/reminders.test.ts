import { expect, it } from 'vitest';
import * as z from 'zod';
import { RemindersInput } from '../../lib/api/plan.ts';
import { DEFAULT_PLAN } from '../../lib/links/model/plan.ts';
import { SkipReason } from '../../lib/links/model/reminders.ts';
import { read } from './pages.ts';

const page = read('docs/reminders.md');
const plans = [...page.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, text = '']) => JSON.parse(text));

it('shows the default plan, and plans that are taken', () => {
  expect(plans[0]).toEqual(DEFAULT_PLAN);
  for (const plan of plans) expect(z.parse(RemindersInput, plan)).toEqual(plan);
});

it('explains every reason for which a step is skipped', () => {
  const [, table = ''] = /^\| reason[^\n]*\n([\s\S]*?)\n\n/m.exec(page) ?? [];
  const rows = table.split('\n').slice(1).join('\n');
  const named = rows
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual([...SkipReason.options].sort());
});

it('names scripts that there are', () => {
  const { scripts } = JSON.parse(read('package.json'));
  for (const [, script = ''] of page.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(script);
});
