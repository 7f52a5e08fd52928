import type { Connection } from '../connections/connection.ts';
import type { OpenedConnection } from '../connections/open.ts';
import { unknownConnection } from '../connections/unknown.ts';
import { AppError, type FieldIssue } from '../errors.ts';
import { catalogue } from '../providers/catalogue.ts';
import type { ProviderFacts } from '../providers/contract.ts';
import { checkLimits, type ValueAt } from '../providers/limits.ts';
import { markUsed } from '../table/connections.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { LinkDeps } from './deps.ts';
import type { LinkTerms } from './model/link.ts';
import { chosenPlan, type PlanChoice, type RemindersChoice } from './model/plan.ts';
import { nativeChannels } from './sending-at-creation.ts';

/** A link as it is asked for: its connection, its sender and its end may still be open. */
export type NewLink = Omit<LinkTerms, 'connection' | 'provider' | 'expiresAt' | 'sender' | 'plan'> & {
  connection?: string;
  sender?: Sender;
  /** Absent: the default plan where we are to send, else none. */
  reminders?: RemindersChoice;
  /** Epoch ms. */
  expiresAt?: number;
};

type Sender = 'service' | 'provider';

const DAY_MS = 24 * 3600 * 1000;
const LONGEST_DAYS = 366;
/** A connection that is replaced at the very moment of its first link is opened anew. */
const TRIES = 3;

/**
 * Settles connection, provider, sender and end, and finds everything that the provider would refuse, before any call of it.
 * `valueAt` reads the request by JSON pointer, so that limits speak of the caller's own fields. Throws
 * `validation_error`, or `capability_not_supported` naming the fields and the providers that have them. Gives with the
 * terms the very account that they fit.
 */
export async function checkNewLink(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'openConnection'>,
  org: string,
  wanted: NewLink,
  valueAt: ValueAt,
): Promise<{ terms: LinkTerms; opened: OpenedConnection }> {
  const { reminders: _choice, sender: asked, ...rest } = wanted;
  const id = wanted.connection ?? (await getOrganisation(deps.table, org)).defaultConnection;
  if (id === undefined) throw lacksConnection();
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const opened = await open(deps, org, id);
    const now = deps.clock.now();
    const expiresAt = wanted.expiresAt ?? now + opened.connection.expiresInDays * DAY_MS;
    const sender = senderOf(asked, opened);
    const plan = await planFor(deps, org, opened.connection, wanted);
    const terms: LinkTerms = {
      ...rest,
      connection: id,
      provider: opened.provider.id,
      expiresAt,
      ...(sender === 'provider' ? { sender } : {}),
      ...(plan === undefined ? {} : { plan }),
    };
    const settled: ValueAt = (pointer) => (pointer === '/delivery/sender' ? sender : valueAt(pointer));
    refuse([
      ...ownIssues(terms, now),
      ...providerIssues(opened, terms, settled, now),
      ...sendAtIssues(opened, terms, now),
    ]);
    if (opened.connection.usedAt !== undefined) return { terms, opened };
    if (await markUsed(deps.table, opened.connection, now)) return { terms, opened };
  }
  throw new AppError('operation_in_progress', 'The connection is being replaced; try again.');
}

/** The link's own word, else its connection's, else we; the provider where nobody else can. */
function senderOf(asked: Sender | undefined, { connection, limits }: OpenedConnection): Sender {
  const usual = limits.senders.includes('service') ? 'service' : 'provider';
  return asked ?? connection.sender ?? usual;
}

/** Whoever passes a link on by another way than ours reminds by it too, unless a plan is asked for. */
async function planFor(
  { table }: Pick<LinkDeps, 'table'>,
  org: string,
  connection: Connection,
  { reminders, channels }: NewLink,
): Promise<PlanChoice | undefined> {
  const choice = reminders ?? (channels?.length ? 'default' : 'none');
  if (choice !== 'default') return chosenPlan(choice);
  return chosenPlan(connection.reminders, (await getOrganisation(table, org)).reminders);
}

async function open(
  deps: Pick<LinkDeps, 'openConnection'>,
  org: string,
  id: string,
): Promise<OpenedConnection> {
  const opened = await deps.openConnection(org, id);
  if (opened.connection.retiredAt !== undefined) throw unknownConnection();
  return opened;
}

function providerIssues(
  { provider, limits }: OpenedConnection,
  terms: LinkTerms,
  valueAt: ValueAt,
  now: number,
): FieldIssue[] {
  return [...checkLimits(limits, valueAt, now), ...provider.checkOptions(terms.providerOptions ?? {})].map(
    (issue) =>
      issue.code === 'capability_not_supported'
        ? {
            ...issue,
            detail: `${provider.name} cannot do this. ${thoseThatCan(issue.pointer, terms.sender)}`,
          }
        : issue,
  );
}

/** Where the provider sends as soon as the link is made, nobody can have it wait. */
function sendAtIssues(opened: OpenedConnection, terms: LinkTerms, now: number): FieldIssue[] {
  const { sendAt } = terms;
  if (sendAt === undefined || sendAt <= now || nativeChannels(terms, opened).length === 0) return [];
  const detail = `Through this connection ${opened.provider.name} sends when the link is made, and cannot be asked to wait.`;
  return [{ pointer: '/delivery/send_at', code: 'capability_not_supported', detail }];
}

function thoseThatCan(pointer: string, sender: Sender = 'service'): string {
  const can = ({ limits }: ProviderFacts) =>
    pointer === '/delivery/sender' ? limits.senders.includes(sender) : !limits.unsupported.includes(pointer);
  const able = catalogue.filter(can).map(({ id }) => id);
  return able.length > 0 ? `Providers that can: ${able.join(', ')}.` : 'None of the providers can.';
}

/** Rules of ours that need the clock, or two fields at once. */
function ownIssues({ expiresAt, channels = [], customer, sendAt }: LinkTerms, now: number): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (sendAt !== undefined && sendAt >= expiresAt) {
    issues.push({ pointer: '/delivery/send_at', code: 'too_late', detail: 'The link is over by then.' });
  }
  if (expiresAt > now + LONGEST_DAYS * DAY_MS) {
    issues.push({
      pointer: '/expires_at',
      code: 'too_late',
      detail: `At most ${LONGEST_DAYS} days from now.`,
    });
  }
  if (channels.includes('sms') && customer?.phone === undefined) issues.push(needs('/customer/phone', 'sms'));
  if (channels.includes('email') && customer?.email === undefined) {
    issues.push(needs('/customer/email', 'email'));
  }
  return issues;
}

function needs(pointer: string, channel: string): FieldIssue {
  return { pointer, code: 'required', detail: `To send by ${channel} this field is required.` };
}

function refuse(issues: readonly FieldIssue[]): void {
  const [first] = issues;
  if (!first) return;
  const unsupported = issues.find(({ code }) => code === 'capability_not_supported');
  throw new AppError(unsupported ? 'capability_not_supported' : 'validation_error', {
    detail: unsupported
      ? `${unsupported.pointer}: ${unsupported.detail}`
      : 'One or more fields are not valid; see errors.',
    errors: [...new Map(issues.map((issue) => [`${issue.pointer} ${issue.code}`, issue])).values()],
  });
}

function lacksConnection(): AppError {
  return new AppError('validation_error', {
    detail: 'The request names no connection and the organisation has no default one.',
    errors: [{ pointer: '/connection', code: 'required', detail: 'This field is required.' }],
  });
}
