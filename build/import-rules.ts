/** Files that match `from` must not import what matches `to`, unless it matches `but`. */
export type ImportRule = {
  readonly because: string;
  readonly from: RegExp;
  readonly to: RegExp;
  /** May name groups captured in `from` as `$1`. */
  readonly but?: string;
  /** Types may be imported all the same. */
  readonly typesAllowed?: true;
};

/** Folders of `lib/` that are not a domain: what is above the domains, and what is below. */
const above = 'http|api|queues';
const below = 'providers|table|channels|files';
const domain = `lib/(?!(?:${above}|${below})/)[^/]+/`;

/**
 * Imports point one way: functions → http, api, queues → domains → providers, table, channels, files → the modules of lib/
 * itself (money, errors …). A path is relative to the root; a package is named as it is imported.
 */
export const importRules: readonly ImportRule[] = [
  {
    because: 'what is deployed stands without the rest of the house',
    from: /^(lib|functions)\//,
    to: /^(local|test|build|infra|bench|ops|console)\//,
  },
  {
    because: 'nothing is built on a function',
    from: /^(lib|local)\//,
    to: /^functions\//,
  },
  {
    because: 'domains do not know what calls them, except for the shape of a queue message',
    from: new RegExp(`^${domain}`),
    to: /^lib\/queues\//,
    typesAllowed: true,
  },
  {
    because: 'domains do not know what calls them',
    from: new RegExp(`^${domain}`),
    to: /^lib\/(http|api)\//,
  },
  {
    because:
      'providers, table, channels and files know neither one another nor the domains, but for what an item is',
    from: new RegExp(`^lib/(${below})/`),
    to: /^lib\/[^/]+\//,
    but: '^lib/$1/|^lib/[^/]+/model/|^lib/(connections/connection|keys/api-key|organisations/organisation)\\.ts$',
  },
  {
    because: 'the files of lib/ itself are the ground floor',
    from: /^lib\/[^/]+$/,
    to: /^lib\/[^/]+\//,
  },
  {
    because: 'a domain model is pure: money, observations and its own schemas',
    from: /^lib\/([^/]+)\/model\//,
    to: /./,
    but: '^lib/$1/model/|^lib/(money|observation)\\.ts$|^zod/mini$',
  },
  {
    because: 'a use case is handed its clients; only what seals credentials has its own',
    from: new RegExp(`^(?!lib/connections/seal\\.ts$)${domain}`),
    to: /^(@aws-sdk\/|ky$)/,
  },
  {
    because: 'a provider is its folder, the files that all providers share, money and errors',
    from: /^lib\/providers\/([^/]+)\//,
    to: /^lib\//,
    but: '^lib/providers/($1/|(?!registry|catalogue)[^/]+\\.ts$)|^lib/(money|observation|errors)\\.ts$',
  },
  {
    because: 'the whole of zod is 443 KB in a bundle',
    from: /^(lib|functions)\//,
    to: /^zod$/,
  },
  {
    because: 'the local stack is held against lib/, so it must not be made of it',
    from: /^local\//,
    to: /^lib\//,
    but: '^lib/clock\\.ts$',
  },
];
