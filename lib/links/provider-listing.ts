import type { OpenedConnection } from '../connections/open.ts';
import { AppError, type FieldIssue } from '../errors.ts';
import { catalogue } from '../providers/catalogue.ts';
import type { Limits, ListFilter } from '../providers/contract.ts';
import { COMMON_LIST_FILTERS, type CommonListFilter } from '../providers/list-limits.ts';

/** What is asked of a provider's own list. */
export interface ProviderListing extends Omit<ListFilter, 'pageSize' | 'cursor'> {
  /** As many as it may be; lowered to what the provider gives. */
  size?: number;
  /** From the page before. */
  token?: string;
}

/**
 * Refuses what this provider's list cannot be asked, with pointers into the query: `capability_not_supported` names the
 * providers that can, `validation_error` the names and values that would do.
 */
export function refuseListing({ provider, limits }: OpenedConnection, listing: ProviderListing): void {
  const lacking = [...commonIssues(limits, listing), ...sortLacking(limits, listing)];
  const wrong = [
    ...filterIssues(limits, listing),
    ...sortIssues(limits, listing),
    ...absenceIssues(limits, listing),
  ];
  if (lacking.length > 0) {
    throw new AppError('capability_not_supported', {
      detail: `The list of ${provider.name} cannot do this; see errors.`,
      errors: [...lacking, ...wrong],
    });
  }
  if (wrong.length > 0) {
    throw new AppError('validation_error', {
      detail: 'One or more parameters are not valid; see errors.',
      errors: wrong,
    });
  }
}

const FIELDS: Readonly<Record<CommonListFilter, keyof ProviderListing>> = {
  q: 'keyword',
  created_from: 'createdFrom',
  created_to: 'createdTo',
  booking: 'bookingExists',
  include_child_organisations: 'includeChildOrganisations',
};

function commonIssues({ list }: Limits, listing: ProviderListing): FieldIssue[] {
  return COMMON_LIST_FILTERS.filter(
    (name) => listing[FIELDS[name]] !== undefined && !list?.common.includes(name),
  ).map((name) => lacks(name, (limits) => limits.list?.common.includes(name) ?? false));
}

function sortLacking({ list }: Limits, { sort }: ProviderListing): FieldIssue[] {
  const canSort = (limits: Limits) => (limits.list?.sorts.length ?? 0) > 0;
  return sort === undefined || list?.sorts.length ? [] : [lacks('sort', canSort)];
}

function lacks(name: string, isAble: (limits: Limits) => boolean): FieldIssue {
  const able = catalogue.filter(({ limits }) => isAble(limits)).map(({ id }) => id);
  return {
    pointer: `/query/${name}`,
    code: 'capability_not_supported',
    detail: able.length ? `Providers that can: ${able.join(', ')}.` : 'None of the providers can.',
  };
}

function filterIssues(
  { filters: known = [], list }: Limits,
  { filters = {} }: ProviderListing,
): FieldIssue[] {
  return Object.entries(filters).flatMap(([name, value]): FieldIssue[] => {
    const pointer = `/query/provider_options/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!known.includes(name)) {
      const detail = known.length
        ? `Filters here: ${known.join(', ')}.`
        : 'This list has no filters of its own.';
      return [{ pointer, code: 'unknown_field', detail }];
    }
    const pattern = list?.patterns?.[name];
    if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return [];
    return [{ pointer, code: 'pattern', detail: `This provider takes only what matches ${pattern}` }];
  });
}

function sortIssues({ list }: Limits, { sort }: ProviderListing): FieldIssue[] {
  const sorts = list?.sorts ?? [];
  if (sort === undefined || sorts.length === 0 || sorts.includes(sort.replace(/^-/, ''))) return [];
  const detail = `One of, with - before it for descending: ${sorts.join(', ')}.`;
  return [{ pointer: '/query/sort', code: 'not_allowed', detail }];
}

/** Times of creation are compared by us where the provider has no parameter for them, so they are none. */
function absenceIssues(
  { filters: known = [], list }: Limits,
  { keyword, filters = {} }: ProviderListing,
): FieldIssue[] {
  const says = [keyword, ...Object.values(filters)].some((value) => value !== undefined && value !== '');
  if (!list?.needsFilter || says) return [];
  const detail = `This provider needs one of q and provider_options: ${known.join(', ')}.`;
  return [{ pointer: '/query', code: 'required', detail }];
}
