import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';
import type { Provider } from '../providers/contract.ts';
import { COMMON_LIST_FILTERS } from '../providers/list-limits.ts';

const Pointers = z.array(z.string());

/** What a provider can do and what it asks for; fields are JSON pointers into the body of a new link. */
const ProviderBody = z.object({
  id: z.string(),
  object: z.literal('provider'),
  name: z.string(),
  operations: z.object({
    list: z.boolean(),
    update: z.boolean(),
    cancel: z.boolean(),
    delete: z.boolean(),
    assign: z.boolean(),
    notifications: z.boolean(),
    account_check: z.boolean(),
  }),
  limits: z.object({
    currencies: z.array(z.string()),
    amount: z.object({ min: z.int(), max: z.int() }),
    required: Pointers,
    unsupported: Pointers,
    patterns: z.record(z.string(), z.string()),
    max_lengths: z.record(z.string(), z.int()),
    phone_countries: z.nullable(z.array(z.string())),
    expiry: z.enum(['second', 'day', 'none']),
    closable: z.enum(['always', 'unopened', 'pending', 'never']),
    updatable: Pointers,
    options: z.array(z.string()),
    expands: z.array(z.string()),
    list: z.object({
      filters: z.array(z.enum(COMMON_LIST_FILTERS)),
      provider_options: z.array(z.string()),
      patterns: z.record(z.string(), z.string()),
      sorts: z.array(z.string()),
      page_size: z.nullable(z.int()),
      needs_filter: z.boolean(),
    }),
    check: z.enum(['link', 'sweep']),
    senders: z.array(z.enum(['service', 'provider'])),
  }),
  identifying_settings: z.array(z.string()),
});
type ProviderBody = z.infer<typeof ProviderBody>;

const ProviderList = z.object({ data: z.array(ProviderBody), next_page_token: z.null() });
type ProviderList = z.infer<typeof ProviderList>;

export const listProvidersRoute: Route<object, object, object, ProviderList> = {
  ...noInput,
  id: 'listProviders',
  method: 'GET',
  path: '/v1/providers',
  tag: 'Connections',
  summary: 'What each provider can do, and what it asks for',
  scope: 'links:read',
  returns: { statuses: { 200: 'All providers.' }, body: ProviderList },
};

/** An operation is supported if its method exists, and only then. */
export function toProviderBody(provider: Provider): ProviderBody {
  const { limits } = provider;
  return {
    id: provider.id,
    object: 'provider',
    name: provider.name,
    operations: {
      list: provider.listLinks !== undefined,
      update: provider.updateLink !== undefined,
      cancel: provider.cancelLink !== undefined,
      delete: provider.deleteLink !== undefined,
      assign: provider.assignLink !== undefined,
      notifications: provider.verifyNotification !== undefined,
      account_check: provider.checkAccount !== undefined,
    },
    limits: {
      currencies: [...limits.currencies],
      amount: limits.amount,
      required: [...limits.required],
      unsupported: [...limits.unsupported],
      patterns: { ...limits.patterns },
      max_lengths: { ...limits.maxLengths },
      phone_countries: limits.phoneCountries ? [...limits.phoneCountries] : null,
      expiry: limits.expiry,
      closable: limits.closable,
      updatable: [...limits.updatable],
      options: [...limits.options],
      expands: [...(limits.expands ?? [])],
      list: {
        filters: [...(limits.list?.common ?? [])],
        provider_options: [...(limits.filters ?? [])],
        patterns: { ...limits.list?.patterns },
        sorts: [...(limits.list?.sorts ?? [])],
        page_size: limits.list?.pageSize ?? null,
        needs_filter: limits.list?.needsFilter ?? false,
      },
      check: limits.check,
      senders: [...limits.senders],
    },
    identifying_settings: [...provider.identifyingSettings],
  };
}
