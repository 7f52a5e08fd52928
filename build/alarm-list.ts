import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse, type ScalarTag } from 'yaml';
import * as z from 'zod';
import { folderResources, iteratorAgeAlarm, queueAlarms } from '../infra/alarms.ts';
import type { Json } from '../infra/grants.ts';
import { table } from './markdown-table.ts';

const ROOT = join(import.meta.dirname, '..');

/** CloudFormation's own tags, read as the text that follows them. */
const customTags: ScalarTag[] = ['!Ref', '!GetAtt', '!Sub'].map((tag) => ({ tag, resolve: (text) => text }));

const Alarm = z.object({
  Type: z.literal('AWS::CloudWatch::Alarm'),
  Properties: z.object({ AlarmDescription: z.string() }),
});

/** Every alarm of the template by its logical id, with its description: those that are written down and those that infra/plugin.ts adds. */
export function alarmList(): Map<string, string> {
  const resources = everyResource();
  return new Map(
    Object.entries(resources).flatMap(([logicalId, resource]): [string, string][] => {
      const alarm = Alarm.safeParse(resource);
      return alarm.success ? [[logicalId, alarm.data.Properties.AlarmDescription]] : [];
    }),
  );
}

/** How often each type of resource stands in the template, as far as this side of the packaging knows it. */
export function resourceCounts(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const resource of Object.values(everyResource())) {
    const type = z.object({ Type: z.string() }).safeParse(resource);
    if (type.success) counts.set(type.data.Type, (counts.get(type.data.Type) ?? 0) + 1);
  }
  return counts;
}

/** Each alarm with the entry of the runbook that tells what to do. */
export function alarmTable(): string[] {
  const entries = runbookEntries();
  return table(
    ['alarm', 'it means', 'what to do'],
    [...alarmList()].map(([id, description]) => {
      const heading = entries.get(id);
      if (heading === undefined) throw new Error(`docs/runbook.md has no entry for ${id}`);
      return [`\`${id}\``, description, `[runbook](runbook.md#${anchorOf(heading)})`];
    }),
  );
}

function everyResource(): Record<string, Json> {
  const written: Record<string, Json> = {};
  for (const file of globSync('infra/resources/*.yml', { cwd: ROOT }).sort()) {
    Object.assign(written, parse(readText(file), { customTags }).Resources);
  }
  const folders = new Set(
    globSync('functions/*/*.ts', { cwd: ROOT }).map((file) => relative('functions', dirname(file))),
  );
  const added = [
    ...[...folders]
      .sort()
      .map((folder) => folderResources(folder, 90, { service: 'paylinks', stage: 'dev' })),
    queueAlarms(written),
    ...streamFunctions().map(iteratorAgeAlarm),
  ];
  return Object.assign(written, ...added);
}

function streamFunctions(): string[] {
  return globSync('infra/functions/*.yml', { cwd: ROOT })
    .sort()
    .flatMap((file) => Object.entries(parse(readText(file), { customTags })))
    .filter(([, deployed]) => JSON.stringify(deployed).includes('"stream":'))
    .map(([name]) => name);
}

/** By what an entry is about, the heading under which it stands: its own, or the one that alarms of one kind share. */
function runbookEntries(): Map<string, string> {
  const entries = new Map<string, string>();
  let heading = '';
  for (const line of readText('docs/runbook.md').split('\n')) {
    heading = /^### +(.+)$/.exec(line)?.[1] ?? heading;
    const name = /^(?:### |\| )`(\w+)`/.exec(line)?.[1];
    if (name !== undefined) entries.set(name, heading);
  }
  return entries;
}

/** As GitHub makes it of a heading in plain words. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
