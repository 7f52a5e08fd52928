import { describe, expect, it } from 'vitest';
import { alarmList } from '../../build/alarm-list.ts';
import { read } from './pages.ts';

describe('docs/runbook.md', () => {
  // An entry is a heading of the third level, or a row where alarms of one kind share their text.
  const entries = [...read('docs/runbook.md').matchAll(/^(?:### |\| )`(\w+)`/gm)].map(([, name]) => name);

  it('has one entry for every log code and every alarm, and for nothing else', () => {
    expect([...entries].sort()).toEqual([...logCodes(), ...alarmList().keys()].sort());
  });

  it('finds the codes and alarms that it is held against', () => {
    expect(logCodes()).toEqual(expect.arrayContaining(['REQUEST_FAILED', 'LINK_STUCK']));
    expect([...alarmList().keys()]).toEqual(
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
