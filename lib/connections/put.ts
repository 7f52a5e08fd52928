import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { newSecret, newWriter } from '../ids.ts';
import type { RemindersChoice } from '../links/model/plan.ts';
import { catalogue, factsOf } from '../providers/catalogue.ts';
import type { ProviderFacts } from '../providers/contract.ts';
import type { Table } from '../table/client.ts';
import { getConnection, putNewConnection, replaceConnection } from '../table/connections.ts';
import { checkAccountConfig } from './account.ts';
import { type Connection, DEFAULT_EXPIRES_IN_DAYS } from './connection.ts';
import { type Credentials, seal, unseal } from './seal.ts';

export interface ConnectionTerms {
  provider: string;
  settings: Readonly<Record<string, unknown>>;
  /** Absent: those that the connection has. */
  credentials: Credentials | undefined;
  wire: Readonly<Record<string, unknown>> | undefined;
  expiresInDays: number | undefined;
  sender: 'service' | 'provider' | undefined;
  /** Absent: the default. */
  callsPerSecond: number | undefined;
  reminders: RemindersChoice;
}

/** Two callers may put the same connection at once. */
const TRIES = 3;

/**
 * Creates a connection or replaces it whole; a retired one comes back. Throws `validation_error` for what the provider
 * would not take, `capability_not_supported` for a sender that this account cannot have, `conflict_state` for another
 * account once links exist: their provider links would be lost.
 */
export async function putConnection(
  deps: { table: Table; clock: Clock },
  org: string,
  id: string,
  terms: ConnectionTerms,
): Promise<Connection> {
  const facts = factsOf(terms.provider);
  if (!facts) throw unknownProvider();
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await getConnection(deps.table, org, id);
    const connection = await made(deps.clock.now(), org, id, terms, facts, before);
    const written = before
      ? await replaceConnection(deps.table, connection, before)
      : await putNewConnection(deps.table, connection);
    if (written) return connection;
  }
  throw new AppError('operation_in_progress', 'The connection is being changed by others; try again.');
}

async function made(
  now: number,
  org: string,
  id: string,
  terms: ConnectionTerms,
  facts: ProviderFacts,
  before: Connection | undefined,
): Promise<Connection> {
  const owner = { organisation: org, connection: id };
  const { provider, settings, wire } = terms;
  const kept = before?.provider === provider ? before.credentials : undefined;
  const credentials = terms.credentials ?? (kept ? await unseal(kept, owner) : {});
  const account = checkAccountConfig(facts, { settings, credentials, wire });
  refuseOtherSender(terms.sender, facts, account);
  if (before?.usedAt !== undefined) refuseOtherAccount(before, terms, facts);
  return {
    org,
    id,
    provider,
    settings: { ...settings },
    credentials: terms.credentials || !kept ? await seal(credentials, owner) : kept,
    ...(wire ? { wire: { ...wire } } : {}),
    ...(terms.sender === undefined ? {} : { sender: terms.sender }),
    expiresInDays: terms.expiresInDays ?? DEFAULT_EXPIRES_IN_DAYS,
    ...(terms.callsPerSecond === undefined ? {} : { callsPerSecond: terms.callsPerSecond }),
    ...(terms.reminders === 'default' ? {} : { reminders: terms.reminders }),
    hookToken: before?.hookToken ?? newSecret(256),
    version: (before?.version ?? 0) + 1,
    writer: newWriter(),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    ...(before?.usedAt === undefined ? {} : { usedAt: before.usedAt }),
  };
}

function refuseOtherSender(sender: ConnectionTerms['sender'], facts: ProviderFacts, account: unknown): void {
  const { senders } = facts.limitsOf(account);
  if (sender === undefined || senders.includes(sender)) return;
  const able = providersThatSend(sender);
  throw new AppError('capability_not_supported', {
    detail: `/sender: with this account ${facts.name} cannot do this. Providers that can: ${able}.`,
    errors: [
      {
        pointer: '/sender',
        code: 'capability_not_supported',
        detail: `Senders here: ${senders.join(', ')}. Providers that can: ${able}.`,
      },
    ],
  });
}

function providersThatSend(sender: 'service' | 'provider'): string {
  return catalogue
    .filter(({ limits }) => limits.senders.includes(sender))
    .map(({ id }) => id)
    .join(', ');
}

function refuseOtherAccount(before: Connection, terms: ConnectionTerms, facts: ProviderFacts): void {
  const changed = facts.identifyingSettings
    .filter((name) => JSON.stringify(before.settings[name]) !== JSON.stringify(terms.settings[name]))
    .map((name) => `/settings/${name}`);
  if (before.provider !== terms.provider) changed.unshift('/provider');
  if (changed.length === 0) return;
  throw new AppError('conflict_state', {
    detail: 'Links exist under this connection, so it cannot name another account. Make a new connection.',
    errors: changed.map((pointer) => ({ pointer, code: 'fixed', detail: 'This names the account.' })),
  });
}

function unknownProvider(): AppError {
  const known = catalogue.map(({ id }) => id).join(', ');
  return new AppError('validation_error', {
    detail: 'There is no such provider.',
    errors: [{ pointer: '/provider', code: 'not_allowed', detail: `One of: ${known}.` }],
  });
}
