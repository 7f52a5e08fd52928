import type { OpenedConnection } from '../connections/open.ts';
import { unknownConnection } from '../connections/unknown.ts';
import { AppError, type FieldIssue } from '../errors.ts';
import type { ValueAt } from '../providers/limits.ts';
import { markUsed } from '../table/connections.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { LinkDeps } from './deps.ts';
import type { LinkTerms } from './model/link.ts';
import type { RemindersChoice } from './model/plan.ts';
import { askedPlan, planThrough, termsIssues, termsThrough } from './new-link-terms.ts';

/** A link as it is asked for: its connection, its sender and its end may still be open. */
export type NewLink = Omit<LinkTerms, 'connection' | 'provider' | 'expiresAt' | 'sender' | 'plan'> & {
  connection?: string;
  sender?: Sender;
  /** Absent: the default plan where we are to send, else none. */
  reminders?: RemindersChoice;
  /** Epoch ms. */
  expiresAt?: number;
};

export type Sender = 'service' | 'provider';

/** A connection that is replaced at the very moment of its first link is opened anew. */
const TRIES = 3;

type Deps = Pick<LinkDeps, 'table' | 'clock' | 'openConnection'>;

/**
 * Settles connection, provider, sender and end, and finds everything that the provider would refuse, before any call of it.
 * `valueAt` reads the request by JSON pointer, so that limits speak of the caller's own fields. Throws
 * `validation_error`, or `capability_not_supported` naming the fields and the providers that have them. Gives with the
 * terms the very account that they fit.
 */
export async function checkNewLink(
  deps: Deps,
  org: string,
  wanted: NewLink,
  valueAt: ValueAt,
): Promise<{ terms: LinkTerms; opened: OpenedConnection }> {
  const id = wanted.connection ?? (await getOrganisation(deps.table, org)).defaultConnection;
  if (id === undefined) throw lacksConnection();
  return inUse(deps, org, id, async (opened) => {
    const now = deps.clock.now();
    const organisation = askedPlan(wanted) === 'default' ? await getOrganisation(deps.table, org) : {};
    const plan = planThrough(wanted, opened.connection, organisation);
    const terms = termsThrough(opened, wanted, plan, now);
    refuse(termsIssues(opened, terms, valueAt, now));
    return { terms, opened };
  });
}

/**
 * Opens a connection for new links. `AppError` `validation_error` where there is none of that name, or it is retired. As
 * soon as one of them may be made, the settings that name its account are fixed: `makesLinks`.
 */
export async function openForNewLinks(
  deps: Deps,
  org: string,
  id: string,
  { makesLinks }: { makesLinks: boolean },
): Promise<OpenedConnection> {
  return makesLinks ? inUse(deps, org, id, async (opened) => opened) : open(deps, org, id);
}

/** What came of the work with the very version of the connection that is then marked as used. */
async function inUse<T>(
  deps: Deps,
  org: string,
  id: string,
  work: (opened: OpenedConnection) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const opened = await open(deps, org, id);
    const done = await work(opened);
    if (opened.connection.usedAt !== undefined) return done;
    if (await markUsed(deps.table, opened.connection, deps.clock.now())) return done;
  }
  throw new AppError('operation_in_progress', 'The connection is being replaced; try again.');
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
