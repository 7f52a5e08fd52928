import { canonicalJson } from '../../canonical-json.ts';
import type { OpenedConnection } from '../../connections/open.ts';
import type { FieldIssue } from '../../errors.ts';
import type { LinkDeps } from '../../links/deps.ts';
import type { LinkTerms } from '../../links/model/link.ts';
import { type NewLink, openForNewLinks } from '../../links/new-link.ts';
import { planThrough, requestIssues, termsIssues, termsThrough } from '../../links/new-link-terms.ts';
import { wordingReader } from '../../messages/own-wording.ts';
import type { Organisation } from '../../organisations/organisation.ts';
import { valuesOf } from '../../providers/limits.ts';
import { getOrganisation } from '../../table/organisations.ts';
import { type Estimate, estimator } from './estimate.ts';
import { isRecord } from './merge.ts';
import type { PlainCells } from './plain-columns.ts';
import type { GoodRow } from './plain-pattern.ts';
import { plainRows } from './plain-rows.ts';
import type { Columns } from './resolve.ts';
import { type RowError, rowErrors } from './row-errors.ts';
import { rowHash } from './row-hash.ts';
import { bodyReader } from './to-body.ts';

/** What a border reads a create body as: the schema of `POST /v1/links`, and no card number in it. */
export type ReadBody = (
  body: Readonly<Record<string, unknown>>,
) =>
  | { wanted: NewLink; onDuplicate: RowOnDuplicate; body: Readonly<Record<string, unknown>> }
  | { issues: readonly FieldIssue[] };

/** An open link with the same reference stops a row, or does not: it is never the row's own. */
export type RowOnDuplicate = 'allow' | 'reject';

/** Makes a reader of bodies that have members at these paths and nowhere else. */
export type BodyReaders = (paths: readonly (readonly string[])[]) => ReadBody;

export type RowOutcome =
  | {
      ok: true;
      terms: LinkTerms;
      /** Names the row in its family of batches: its reference, else `hash`. */
      key: string;
      /** Of its create body with the defaults: 11 characters base64url of SHA-256 over canonical JSON. */
      hash: string;
      onDuplicate: RowOnDuplicate;
      estimate: Estimate;
    }
  | Refused;

interface Refused {
  ok: false;
  errors: readonly RowError[];
}

/** At once where nothing has to be read for it. */
export type RowChecker = (cells: readonly string[]) => RowOutcome | Promise<RowOutcome>;

interface Checking {
  /** That all rows go through; its id. */
  connection: string;
  columns: Columns;
  /** Members of a create body, and `expires_in_days` for rows without an end. */
  defaults?: Readonly<Record<string, unknown>>;
  /** `rowBodyReader` of the API. */
  readers: BodyReaders;
  /** `plainCells` of the API, for rows that are like one before them. Without it each row goes the whole way. */
  plain?: PlainCells;
  /** Who sends where the file goes through the provider's own batch, and the account leaves that open. */
  sender?: 'provider';
  /** Whether links are made of what is checked: the connection is then marked as used, once. */
  makesLinks: boolean;
}

type Deps = Pick<LinkDeps, 'table' | 'clock' | 'openConnection' | 'publicBaseUrl'>;

const DAY_MS = 86_400_000;

/**
 * Checks records of a file like `POST /v1/links` checks bodies. Connection, organisation, plan and time are read here
 * and not again, so a checker serves one chunk, at once. Throws `validation_error` at `/connection` where the connection is not there, is
 * retired or no longer fits its provider; what is wrong with a row is no fault but its outcome.
 */
export async function createRowChecker(deps: Deps, org: string, checking: Checking): Promise<RowChecker> {
  const { connection, makesLinks } = checking;
  const [opened, organisation] = await Promise.all([
    openForNewLinks(deps, org, connection, { makesLinks }),
    getOrganisation(deps.table, org),
  ]);
  return rowChecker(deps, { opened, organisation }, checking);
}

/** The same, of what was read. */
export function rowChecker(
  { table, clock, publicBaseUrl }: Omit<Deps, 'openConnection'>,
  { opened, organisation }: { opened: OpenedConnection; organisation: Organisation },
  checking: Omit<Checking, 'makesLinks'>,
): RowChecker {
  const { columns, readers, connection } = checking;
  const { expires_in_days: days, ...defaults } = checking.defaults ?? {};
  const { provider } = opened;
  const now = clock.now();
  const read = bodyReader(columns, { provider, defaults, timezone: organisation.timezone });
  const readBody = readers([...columns.used.map(({ path }) => path), ...pathsIn(defaults)]);
  const wordings = wordingReader(table, organisation.id);
  const sender = opened.limits.senders.find((one) => one === checking.sender);
  const estimate = estimator({ organisation, opened, wordings, publicBaseUrl });
  const known = checking.plain && plainRows(columns, opened, checking.plain);

  /** The whole way. */
  const look = (cells: readonly string[]): GoodRow | Refused => {
    const { body, issues, unread } = read(cells);
    const refused = (found: readonly FieldIssue[]): Refused => ({
      ok: false,
      errors: rowErrors(found, { columns, account: opened, body }),
    });
    const valueAt = valuesOf(body);
    const parsed = readBody(body);
    if ('issues' in parsed || issues.length > 0 || unread.length > 0) {
      const options = isRecord(body.provider_options) ? body.provider_options : {};
      const others = [
        ...('issues' in parsed ? parsed.issues : []),
        ...foreign(body, connection),
        ...requestIssues(opened, valueAt, options, now),
      ];
      return refused([...issues, ...others.filter(({ pointer }) => !unread.includes(pointer))]);
    }
    const { wanted, onDuplicate } = parsed;
    const end =
      typeof days === 'number' && wanted.expiresAt === undefined ? { expiresAt: now + days * DAY_MS } : {};
    const plan = planThrough(wanted, opened.connection, organisation);
    const by = sender === undefined ? {} : { sender };
    const terms = termsThrough(opened, { ...wanted, ...end, ...by }, plan, now);
    const found = [
      ...foreign(body, connection),
      ...otherSender(wanted, sender),
      ...termsIssues(opened, terms, valuesOf(parsed.body), now),
    ];
    if (found.length > 0) return refused(found);
    const content = 'expiresAt' in end ? { ...parsed.body, expires_in_days: days } : parsed.body;
    const row = { terms, hash: rowHash(canonicalJson(content)), onDuplicate };
    known?.learn(cells, row, content);
    return row;
  };

  return (cells) => {
    const row = known?.like(cells) ?? look(cells);
    if ('errors' in row) return row;
    const estimated = estimate(row.terms);
    return estimated instanceof Promise
      ? estimated.then((found) => accepted(row, found))
      : accepted(row, estimated);
  };
}

function accepted({ terms, hash, onDuplicate }: GoodRow, estimate: Estimate): RowOutcome {
  return { ok: true, terms, key: terms.reference ?? hash, hash, onDuplicate, estimate };
}

/** Of all members of the defaults that are no objects themselves. */
function pathsIn(defaults: Readonly<Record<string, unknown>>): string[][] {
  return Object.entries(defaults).flatMap(([name, value]) =>
    isRecord(value) ? pathsIn(value).map((rest) => [name, ...rest]) : [[name]],
  );
}

/** The rate, the breaker and the names of columns are those of one connection. */
function foreign({ connection }: Readonly<Record<string, unknown>>, own: string): FieldIssue[] {
  if (connection === undefined || connection === own) return [];
  const detail = 'A batch goes through one connection, and this row names another.';
  return [{ pointer: '/connection', code: 'other_connection', detail }];
}

/** A provider that makes the links of a file in its own batch sends by itself. */
function otherSender({ sender, channels = [] }: NewLink, own: NewLink['sender']): FieldIssue[] {
  if (own === undefined || sender === undefined || sender === own || channels.length === 0) return [];
  const detail = "In a file for the provider's own batch the provider is the sender.";
  return [{ pointer: '/delivery/sender', code: 'provider_sends', detail }];
}
