import type { Api } from './api.ts';
import {
  type CallOptions,
  dataOf,
  type KeyedCallOptions,
  keyHeader,
  type VersionedCallOptions,
  versionHeader,
  withSignal,
} from './call.ts';
import type {
  AssignLinkRequest,
  LinkChanges,
  NewLink,
  operations,
  RecordExternalPaymentRequest,
  ResolveLinkRequest,
  SendLinkRequest,
  SupersedeLinkRequest,
} from './generated/schema.ts';
import { pages } from './pages.ts';

/** `page_token` is what the iterator is for. */
export type LinkFilters = Omit<NonNullable<operations['listLinks']['parameters']['query']>, 'page_token'>;
export type LinkExpands = NonNullable<operations['getLink']['parameters']['query']>['expand'];

export function linksOf(api: Api) {
  return {
    /** The link; its status is `creating` while the provider's answer is not known, which settles by itself. */
    create: async (body: NewLink, options: KeyedCallOptions = {}) =>
      dataOf(await api.POST('/v1/links', { body, params: keyHeader(options), ...withSignal(options) })),

    get: async (id: string, { expand, ...options }: CallOptions & { expand?: LinkExpands } = {}) => {
      const params = { path: { id }, ...(expand === undefined ? {} : { query: { expand } }) };
      return dataOf(await api.GET('/v1/links/{id}', { params, ...withSignal(options) }));
    },

    /** Every link that fits, newest first unless sorted otherwise. */
    list: (filters: LinkFilters = {}, options: CallOptions = {}) =>
      pages(async (token) =>
        dataOf(
          await api.GET('/v1/links', { params: { query: { ...filters, ...token } }, ...withSignal(options) }),
        ),
      ),

    update: async (id: string, body: LinkChanges, options: VersionedCallOptions = {}) => {
      const params = { path: { id }, ...versionHeader(options) };
      return dataOf(await api.PATCH('/v1/links/{id}', { body, params, ...withSignal(options) }));
    },

    cancel: async (id: string, options: CallOptions = {}) =>
      dataOf(await api.POST('/v1/links/{id}/cancel', { params: { path: { id } }, ...withSignal(options) })),

    delete: async (id: string, options: CallOptions = {}): Promise<void> => {
      await api.DELETE('/v1/links/{id}', { params: { path: { id } }, ...withSignal(options) });
    },

    /** Sends, or sends again, over the link's channels or those that are named. */
    send: async (id: string, body: SendLinkRequest = {}, options: KeyedCallOptions = {}) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(await api.POST('/v1/links/{id}/send', { body, params, ...withSignal(options) }));
    },

    assign: async (id: string, body: AssignLinkRequest, options: CallOptions = {}) => {
      const params = { path: { id } };
      return dataOf(await api.POST('/v1/links/{id}/assign', { body, params, ...withSignal(options) }));
    },

    /** Reads the provider now. */
    refresh: async (id: string, options: CallOptions = {}) =>
      dataOf(await api.POST('/v1/links/{id}/refresh', { params: { path: { id } }, ...withSignal(options) })),

    /** A new link in the place of an old one, which is closed. */
    supersede: async (id: string, body: SupersedeLinkRequest = {}, options: KeyedCallOptions = {}) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(await api.POST('/v1/links/{id}/supersede', { body, params, ...withSignal(options) }));
    },

    recordExternalPayment: async (
      id: string,
      body: RecordExternalPaymentRequest,
      options: KeyedCallOptions = {},
    ) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(
        await api.POST('/v1/links/{id}/external_payments', { body, params, ...withSignal(options) }),
      );
    },

    /** A failed link once more. */
    retry: async (id: string, options: KeyedCallOptions = {}) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(await api.POST('/v1/links/{id}/retry', { params, ...withSignal(options) }));
    },

    /** Scope admin: settles a link that is stuck in `creating`. */
    resolve: async (id: string, body: ResolveLinkRequest, options: CallOptions = {}) => {
      const params = { path: { id } };
      return dataOf(await api.POST('/v1/links/{id}/resolve', { body, params, ...withSignal(options) }));
    },

    events: (id: string, options: CallOptions = {}) =>
      pages(async (query) => {
        const params = { path: { id }, query };
        return dataOf(await api.GET('/v1/links/{id}/events', { params, ...withSignal(options) }));
      }),

    messages: async (id: string, options: CallOptions = {}) =>
      dataOf(await api.GET('/v1/links/{id}/messages', { params: { path: { id } }, ...withSignal(options) }))
        .data,

    /** The short url as a QR code, an SVG document. */
    qr: async (id: string, options: CallOptions = {}): Promise<string> =>
      dataOf(
        await api.GET('/v1/links/{id}/qr.svg', {
          params: { path: { id } },
          parseAs: 'text',
          ...withSignal(options),
        }),
      ),
  };
}
