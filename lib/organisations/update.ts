import type { Clock } from '../clock.ts';
import { unknownConnection } from '../connections/unknown.ts';
import { AppError } from '../errors.ts';
import { newWriter } from '../ids.ts';
import type { RemindersChoice } from '../links/model/plan.ts';
import type { Table } from '../table/client.ts';
import { getConnection } from '../table/connections.ts';
import { getOrganisation, replaceOrganisation } from '../table/organisations.ts';
import type { Organisation } from './organisation.ts';

/** Missing stays, null is removed. */
export interface OrganisationChanges {
  name?: string;
  timezone?: string;
  senderName?: string | null;
  defaultConnection?: string | null;
  reminders?: RemindersChoice;
  defaultLanguage?: string | null;
  renewal?: 'on' | 'off';
  alertEmail?: string | null;
}

const TRIES = 3;

export async function updateOrganisation(
  { table, clock }: { table: Table; clock: Clock },
  org: string,
  changes: OrganisationChanges,
): Promise<Organisation> {
  const { defaultConnection } = changes;
  if (defaultConnection) {
    const connection = await getConnection(table, org, defaultConnection);
    if (!connection || connection.retiredAt !== undefined) throw unknownConnection('/default_connection');
  }
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await getOrganisation(table, org);
    const after = changed(before, changes, clock.now());
    if (await replaceOrganisation(table, after, before)) return after;
  }
  throw new AppError('operation_in_progress', 'The organisation is being changed by others; try again.');
}

function changed(before: Organisation, changes: OrganisationChanges, now: number): Organisation {
  const {
    senderName,
    defaultConnection,
    defaultLanguage,
    reminders: oldPlan,
    renewal: oldRenewal,
    alertEmail,
    ...rest
  } = before;
  const reminders = changes.reminders ?? oldPlan ?? 'default';
  const renewal = changes.renewal ?? oldRenewal;
  return {
    ...rest,
    name: changes.name ?? before.name,
    timezone: changes.timezone ?? before.timezone,
    ...optional('senderName', changes.senderName, senderName),
    ...optional('defaultConnection', changes.defaultConnection, defaultConnection),
    ...optional('defaultLanguage', changes.defaultLanguage, defaultLanguage),
    ...optional('alertEmail', changes.alertEmail, alertEmail),
    ...(reminders === 'default' ? {} : { reminders }),
    ...(renewal === 'on' ? { renewal } : {}),
    version: before.version + 1,
    writer: newWriter(),
    updatedAt: now,
  };
}

function optional<K extends string>(name: K, change: string | null | undefined, before: string | undefined) {
  const after = change === undefined ? before : change;
  const one: { [P in K]?: string } = {};
  if (after) one[name] = after;
  return one;
}
