import type { ModelResult } from './run-model.ts';

/** How often each case came, by its name. */
export function countsOf({ counts }: ModelResult): string {
  const rows = [...counts]
    .filter(([name]) => !name.startsWith('table '))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.map(([name, count]) => `${String(count).padStart(8)}  ${name}`).join('\n');
}

/** The window between the provider's answer and the send, in which a customer who pays is reminded all the same. */
export function windowOf({ gaps }: ModelResult): string {
  const of = (pick: (gap: (typeof gaps)[number]) => number) => {
    const all = gaps.map(pick).sort((a, b) => a - b);
    const at = (share: number) => (all[Math.floor(share * (all.length - 1))] ?? 0).toFixed(0);
    return `median ${at(0.5)}, 95% ${at(0.95)}, most ${at(1)}`;
  };
  return [
    `Between check and send, ${gaps.length} reminders:`,
    `  calls in between: ${of(({ calls }) => calls)}`,
    `  ms at 5 ms a call of the table, 120 ms a send: ${of(({ ms }) => ms)}`,
    `  ms measured here: ${of(({ realMs }) => realMs)}`,
  ].join('\n');
}

/** What a run has to have exercised, or it has shown nothing. */
export const EVERY_CASE: readonly string[] = [
  ...['paid', 'expired', 'cancelled'].map((status) => `state: ${status}`),
  ...['default', 'own', 'none'].map((plan) => `plan: ${plan}`),
  'sent: reminder by sms',
  'sent: reminder by email',
  'sent: first by sms',
  'sent: first by email',
  'step sent',
  'reminder of what is left',
  ...['paid', 'processing', 'opted_out', 'no_contact', 'frequency_cap', 'window_missed'].map(
    (reason) => `step skipped: ${reason}`,
  ),
  'step skipped: provider_check_failed',
  'step failed: sender_died',
  'tick missing',
  'tick doubled',
  'tick tripled',
  'tick over all partitions',
  'hint lost',
  'killed in wake',
  'killed in messages',
  'provider late',
  'provider refused',
  'provider broken',
  'channel lost',
  'channel refused',
  'channel throttled',
  'paid between check and send',
  ...[
    'open',
    'pay',
    'begin',
    'part',
    'cancel',
    'supersede',
    'pause',
    'resume',
    'put',
    'suppress',
    'elsewhere',
  ].map((act) => `${act} done`),
];
