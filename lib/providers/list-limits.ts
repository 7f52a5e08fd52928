/** The filters of a provider's list that have a common name, by the API's names. */
export const COMMON_LIST_FILTERS = [
  'q',
  'created_from',
  'created_to',
  'booking',
  'include_child_organisations',
] as const;
export type CommonListFilter = (typeof COMMON_LIST_FILTERS)[number];

/** What a provider's own list can be asked, beside its own filters (`limits.filters`). Plain data, checked before the network. */
export interface ListLimits {
  /** Of the common filters those that it has. */
  common: readonly CommonListFilter[];
  /** Columns that it can be sorted by, by its own names; `-name` is descending. */
  sorts: readonly string[];
  /** Most links on one page. Absent: it has no pages, and what it answers is cut into ours. */
  pageSize?: number;
  /** Patterns of the values of its own filters, by name, as ECMAScript regular expressions. */
  patterns?: Readonly<Record<string, string>>;
  /** It answers only where `q` or one of its own filters says something. */
  needsFilter?: true;
}
