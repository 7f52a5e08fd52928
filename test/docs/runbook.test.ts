import { globSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, type ScalarTag } from 'yaml';
import { folderResources, iteratorAgeAlarm, queueAlarms } from '../../infra/alarms.ts';
import { read, root } from './pages.ts';

/** CloudFormation's own tags, read as the text that follows them. */
const customTags: ScalarTag[] = ['!Ref', '!GetAtt', '!Sub'].map((tag) => ({ tag, resolve: (text) => text }));

describe('docs/runbook.md', () => {
  // An entry is a heading of the third level, or a row where alarms of one kind share their text.
  const entries = [...read('docs/runbook.md').matchAll(/^(?:### |\| )`(\w+)`/gm)].map(([, name]) => name);

  it('has one entry for every log code and every alarm, and for nothing else', () => {
    expect([...entries].sort()).toEqual([...logCodes(), ...alarms()].sort());
  });

  it('finds the codes and alarms that it is held against', () => {
    expect(logCodes()).toEqual(expect.arrayContaining(['REQUEST_FAILED', 'LINK_STUCK']));
    expect(alarms()).toEqual(
      expect.arrayContaining([
        'TickMissingAlarm',
        'LinksErrorsAlarm',
        'WakeQueueAlarm',
        'EventsPublishIteratorAgeAlarm',
      ]),
    );
  });
});

/** The members of `LogCode`; a type leaves nothing behind that could be imported. */
function logCodes(): string[] {
  const [, members = ''] = /type LogCode =([^;]+);/.exec(read('lib/log.ts')) ?? [];
  return [...members.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
}

/** Logical ids of all alarms: those that are written down, and those that infra/plugin.ts adds. */
function alarms(): string[] {
  const written = Object.assign({}, ...resourceFiles().map(({ Resources }) => Resources ?? {}));
  const folders = new Set(
    globSync('functions/*/*.ts', { cwd: root }).map((file) => relative('functions', dirname(file))),
  );
  const added = [
    ...[...folders].map((folder) => folderResources(folder, 90, { service: 'paylinks', stage: 'dev' })),
    queueAlarms(written),
    ...streamFunctions().map(iteratorAgeAlarm),
  ];
  return Object.entries(Object.assign(written, ...added))
    .filter(([, resource]) => typeOf(resource) === 'AWS::CloudWatch::Alarm')
    .map(([logicalId]) => logicalId);
}

function resourceFiles() {
  return globSync('infra/resources/*.yml', { cwd: root }).map((file) => parse(read(file), { customTags }));
}

function streamFunctions(): string[] {
  return globSync('infra/functions/*.yml', { cwd: root })
    .flatMap((file) => Object.entries(parse(read(file), { customTags })))
    .filter(([, deployed]) => JSON.stringify(deployed).includes('"stream":'))
    .map(([name]) => name);
}

function typeOf(resource: unknown): unknown {
  return typeof resource === 'object' && resource !== null && 'Type' in resource ? resource.Type : undefined;
}
