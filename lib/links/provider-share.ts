import { isDeepStrictEqual } from 'node:util';
import type { OpenedConnection } from '../connections/open.ts';
import { AppError, type FieldIssue } from '../errors.ts';
import { catalogue } from '../providers/catalogue.ts';
import { checkLimits } from '../providers/limits.ts';
import { type LinkChanges, withMembers } from './changes.ts';
import type { Link, TermsUpdate } from './model/link.ts';
import { isPayable } from './model/status.ts';
import { providerRef } from './provider-input.ts';

/** A change, parted: what the provider has to be told first, and what is ours alone. */
export interface Parted {
  update: TermsUpdate;
  own: LinkChanges;
}

/** Our own side of these fields means something without the provider's. */
const OURS: ReadonlySet<string> = new Set(['customer', 'metadata', 'expiresAt', 'dueOn', 'createdBy']);

/** JSON pointers of the API, where they are not the field's own name. */
const POINTERS: Readonly<Record<string, string>> = {
  dueOn: 'due_on',
  createdBy: 'created_by',
  expiresAt: 'expires_at',
  validateAccount: 'validate_account',
  providerOptions: 'provider_options',
  firstName: 'first_name',
  lastName: 'last_name',
  openBanking: 'open_banking',
  excludedCardTypes: 'excluded_card_types',
  excludedCardRegions: 'excluded_card_regions',
};

/** Fields whose members have pointers of their own. */
const DEEP: ReadonlySet<string> = new Set(['customer', 'methods', 'providerOptions']);

/**
 * Parts a change by what the provider lets be changed. Throws `capability_not_supported`, naming those that can, for
 * what this provider cannot change and what means nothing on our side alone; `validation_error` for what its limits refuse.
 */
export function partChanges(opened: OpenedConnection, link: Link, changes: LinkChanges, now: number): Parted {
  const there =
    opened.provider.updateLink !== undefined && providerRef(link) !== undefined && isPayable(link);
  const parted: { update: Record<string, unknown>; own: Record<string, unknown> } = { update: {}, own: {} };
  const refused: string[] = [];
  const values = new Map<string, unknown>([['/currency', link.currency]]);
  for (const [field, value] of Object.entries(changes)) {
    const changed = changedPointers(link, field, value);
    const pointers = [...changed.keys()];
    const told = there ? pointers.filter((pointer) => opened.limits.updatable.includes(pointer)) : [];
    if (pointers.length === 0) continue;
    if (told.length > 0 && (told.length === pointers.length || OURS.has(field))) {
      for (const [pointer, member] of changed) values.set(pointer, member);
      parted.update[field] = whole(link, field, value);
    } else if (OURS.has(field)) parted.own[field] = value;
    else refused.push(...pointers.filter((pointer) => !told.includes(pointer)));
  }
  if (refused.length) throw unsupported(opened, refused);
  const issues = checkLimits(opened.limits, (pointer) => values.get(pointer), now);
  refuse(
    issues.filter(
      ({ pointer, code }) => pointer !== '/currency' && values.has(pointer) && code !== 'required',
    ),
  );
  return parted;
}

/** What of a field is other than it was, by pointer. */
function changedPointers(link: Link, field: string, value: unknown): Map<string, unknown> {
  const before: unknown = Reflect.get(link, field);
  const name = `/${POINTERS[field] ?? field}`;
  if (!DEEP.has(field))
    return isDeepStrictEqual(before, value ?? undefined) ? new Map() : new Map([[name, value]]);
  const known = new Map<string, unknown>(Object.entries(before ?? {}));
  return new Map(
    Object.entries(value ?? {})
      .filter(
        ([member, wanted]) =>
          wanted !== undefined && !isDeepStrictEqual(known.get(member), wanted ?? undefined),
      )
      .map(([member, wanted]) => [`${name}/${POINTERS[member] ?? member}`, wanted]),
  );
}

/** A field as it will be: what is changed by member keeps its other members. */
function whole(link: Link, field: string, value: unknown): unknown {
  if (!DEEP.has(field) || typeof value !== 'object' || value === null) return value;
  return withMembers(Reflect.get(link, field) ?? {}, value);
}

function unsupported({ provider }: OpenedConnection, pointers: readonly string[]): AppError {
  return new AppError('capability_not_supported', {
    detail: `${provider.name} does not let this be changed.`,
    errors: pointers.map((pointer): FieldIssue => {
      const able = catalogue.filter(({ limits }) => limits.updatable.includes(pointer)).map(({ id }) => id);
      return {
        pointer,
        code: 'capability_not_supported',
        detail: able.length ? `Providers that can: ${able.join(', ')}.` : 'None of the providers can.',
      };
    }),
  });
}

function refuse(issues: readonly FieldIssue[]): void {
  if (issues.length === 0) return;
  throw new AppError('validation_error', {
    detail: 'One or more fields are not valid; see errors.',
    errors: issues,
  });
}
