import type { FieldIssue } from '../errors.ts';
import type { Money } from '../money.ts';
import type { Observation } from '../observation.ts';
import type { ListLimits } from './list-limits.ts';
import type { Secret } from './secret.ts';

/**
 * What every provider offers. `createLink` and `fetchLink` (or `listLinks`) are required; any other operation is supported
 * if and only if its method exists. `Account` is what `openAccount` makes of a connection: parsed settings, credentials and
 * wire profile; only the provider itself looks into it.
 *
 * Operations throw nothing but `ProviderError`.
 */
export interface Provider<Account = unknown> extends ProviderFacts<Account>, ProviderOperations<Account> {}

/** What is known of a provider without calling it; `catalogue.ts` lists these, free of any HTTP client. */
export interface ProviderFacts<Account = unknown> {
  /** As in `connection.provider`, the folder's name. */
  readonly id: string;
  /** For people: `Felloh`. */
  readonly name: string;
  readonly limits: Limits;
  /** By the default wire profile; `recoveryOf` for a connection. */
  readonly recovery: Recovery;

  /**
   * Parses what a connection stores. Throws `AccountError` with JSON pointers into `{settings, credentials, wire}`;
   * never shows a value of a credential.
   */
  openAccount(config: AccountConfig): Account;
  /** The limits of this very account: its wire profile may widen or narrow them. */
  limitsOf(account: Account): Limits;
  /** How an unknown create is settled with this very account. */
  recoveryOf(account: Account): Recovery;
  /** It has a batch service of its own: the operation `batches`. */
  readonly hasBatches?: true;
  /** Names of the settings that identify the account; they cannot change once links exist. */
  readonly identifyingSettings: readonly string[];
  /** Checks `provider_options` of a new link: a closed object. Gives issues with pointers below `/provider_options`. */
  checkOptions(options: Readonly<Record<string, unknown>>): readonly FieldIssue[];
}

export interface ProviderOperations<Account = unknown> {
  createLink(input: NewProviderLink, call: Call<Account>): Promise<CreatedProviderLink>;
  /** `expand` names of `limits.expands`; what they bring is in `providerData`. */
  fetchLink?(link: ProviderLinkRef, call: Call<Account>, expand?: readonly string[]): Promise<ProviderLink>;
  listLinks?(filter: ListFilter, call: Call<Account>): Promise<ProviderLinkPage>;
  /** Changes what `limits.updatable` names; absolute values, so that repeating is harmless. `conflict`: no longer allowed. */
  updateLink?(link: ProviderLinkRef, changes: ProviderLinkChanges, call: Call<Account>): Promise<void>;
  /** Stops the link from being paid. Resolves also when it already was stopped. `conflict`: it cannot be (any more). */
  cancelLink?(link: ProviderLinkRef, call: Call<Account>): Promise<void>;
  deleteLink?(link: ProviderLinkRef, call: Call<Account>): Promise<void>;
  assignLink?(link: ProviderLinkRef, booking: Booking, call: Call<Account>): Promise<void>;
  /** The provider sends its link by itself, once more or for the first time. Never repeated blindly: each call is a message. */
  sendLink?(link: ProviderLinkRef, message: NativeMessage, call: Call<Account>): Promise<void>;
  /**
   * One page of all links that may have changed, for providers (or moments) where one link cannot be read by itself. The
   * caller matches them by id, else by url. What is in no page is not thereby paid, expired or cancelled.
   * A link keeps its url, and amounts are in the link's own currency.
   */
  sweep?(request: SweepRequest, call: Call<Account>): Promise<ProviderLinkPage>;
  /** The provider's own batch service. */
  batches?: ProviderBatches<Account>;
  /** Every provider link that was made under our reference; the exact match only. Settles an unknown create. */
  findByReference?(wanted: WantedLink, call: Call<Account>): Promise<readonly ProviderLink[]>;
  /** Verifies on the raw bytes and parses to hints; stores and logs nothing. */
  verifyNotification?(request: NotificationRequest, call: Call<Account>): Promise<NotificationVerdict>;
  /** The provider link that a hint without a link id is about. */
  findNotified?(hint: NotificationHint, call: Call<Account>): Promise<string | undefined>;
  /** A harmless call that proves the credentials. */
  checkAccount?(call: Call<Account>): Promise<void>;
}

export interface AccountConfig {
  settings: Readonly<Record<string, unknown>>;
  credentials: Readonly<Record<string, unknown>>;
  /** Overrides of the provider's wire profile, merged key by key. */
  wire?: Readonly<Record<string, unknown>> | undefined;
  /** `fixed`: only the provider's published base urls; `loopback`: also http on 127.0.0.1, for the local stack. */
  baseUrls: BaseUrls;
}

/** Beside the published ones: none; any of the loopback; or these https ones, whole or with a path below them. */
export type BaseUrls = 'fixed' | 'loopback' | readonly string[];

/** What a call may use besides its input. */
export interface Call<Account> {
  account: Account;
  session: Session;
  /** Aborted at the request's deadline; a call also ends by itself after 15 s. */
  signal: AbortSignal;
  /** Epoch ms. */
  now(): number;
}

/** A small cache of the running environment for one version of one connection, so that a token is fetched once. */
export interface Session {
  /**
   * Gives the kept value, or loads it; callers at the same time share one load, a failed load is not kept. A caller that
   * waits for another's load waits no longer than its own signal allows, and is then rejected with the signal's reason.
   */
  keep(
    name: string,
    call: { signal: AbortSignal; now(): number },
    load: () => Promise<Kept>,
  ): Promise<Secret>;
  /** Forgets the value if it is still this one. */
  drop(name: string, value: Secret): void;
}

export interface Kept {
  value: Secret;
  /** Epoch ms from which it is loaded anew. */
  until: number;
}

/** What must be known before a call is made; checked before the network. Plain data, shown by `GET /v1/providers`. */
export interface Limits {
  /** ISO 4217. */
  currencies: readonly string[];
  /** Minor units. */
  amount: { min: number; max: number };
  /** JSON pointers into the create body that this provider cannot do without. */
  required: readonly string[];
  /** JSON pointers into the create body that this provider has no way to honour: 422 `capability_not_supported`. */
  unsupported: readonly string[];
  /** Patterns of fields, by JSON pointer, as ECMAScript regular expressions. */
  patterns: Readonly<Record<string, string>>;
  /** Longest text by JSON pointer, in characters. */
  maxLengths: Readonly<Record<string, number>>;
  /** Lengths by JSON pointer above which a text is taken, but may not be shown whole. Told to people, never refused. */
  advisedLengths?: Readonly<Record<string, number>>;
  /**
   * Groups of JSON pointers of which one must be there. `absent: "counts"`: a switch that is on when it is absent, so only
   * a group that is switched off as a whole is refused.
   */
  someOf?: readonly { pointers: readonly string[]; absent: 'counts' | 'lacks' }[];
  /**
   * Texts that are not used, and so need not fit, where another is given, each by JSON pointer:
   * `{"/reference": "/customer/reference"}`.
   */
  unusedBeside?: Readonly<Record<string, string>>;
  /** Phone country calling codes that the provider takes, e.g. `["44"]`; absent: any. */
  phoneCountries?: readonly string[];
  /** Set where the provider gets the number only to send an SMS itself; absent: with every link. */
  phoneCountriesFor?: 'native_sms';
  /** How exactly the provider itself ends a link. */
  expiry: 'second' | 'day' | 'none';
  /** When its page can be closed: always, while nobody has opened it, while it is pending, or never. */
  closable: 'always' | 'unopened' | 'pending' | 'never';
  /** JSON pointers that `PATCH` may change at the provider. */
  updatable: readonly string[];
  /** Names that `provider_options` knows. */
  options: readonly string[];
  /** Names that `fetchLink` may be asked to expand. */
  expands?: readonly string[];
  /** The provider's own list filters, by its own names: `provider_options[<name>]` of our list at the provider. */
  filters?: readonly string[];
  /** What else its list takes; absent: all links in one answer, and no choice. */
  list?: ListLimits;
  /** Whether one link can be read, or only a sweep over all. */
  check: 'link' | 'sweep';
  /** Who may send: always ours; `provider` where it has native sending. */
  senders: readonly ('service' | 'provider')[];
  /**
   * Channels on which the provider sends the first message by itself at creation, whatever it is told; ours is then not
   * sent on them, and a link that does not ask for them is refused. Where we are no sender, there are no other channels.
   */
  sendsAtCreation?: readonly ('sms' | 'email')[];
}

/** How an unknown create is settled (section 6 of each sheet). */
export interface Recovery {
  /** Look-ups this long after the attempt, ms, ascending. */
  lookUpAfterMs: readonly number[];
  /** How often a create that certainly left nothing behind is made once more. */
  recreates: number;
  /**
   * Made under the same reference then: the provider takes it once, or a look-up tells of both. Absent: under a new one,
   * where the first could only be in the way.
   */
  sameReference?: true;
}

export interface Customer {
  name?: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  /** E.164. */
  phone?: string;
  /** The customer's account number. */
  reference?: string;
}

export interface Booking {
  id?: string;
  reference?: string;
}

export interface Methods {
  card?: boolean;
  openBanking?: boolean;
  excludedCardTypes?: readonly string[];
  excludedCardRegions?: readonly string[];
}

export interface NewProviderLink {
  /** `our_reference`: the same in every repeat of this create, new for a re-create; 28 letters and digits. */
  reference: string;
  money: Money;
  /** The merchant's own reference. */
  merchantReference?: string;
  description?: string;
  customer: Customer;
  /** Epoch ms. */
  expiresAt: number;
  methods?: Methods;
  booking?: Booking;
  createdBy?: string;
  validateAccount?: boolean;
  metadata?: Readonly<Record<string, string>>;
  /** Channels on which the provider itself sends the first message; absent: none, whatever its default. */
  sendBy?: readonly ('sms' | 'email')[];
  /** Always our own `/p/{code}/back/{outcome}`: unguessable, and the same for every create of one link. */
  redirects: Redirects;
  options: Readonly<Record<string, unknown>>;
}

export interface Redirects {
  success: string;
  failure: string;
  cancel: string;
}

export interface CreatedProviderLink {
  /** Null where the provider gives none at creation (allpay); the url then identifies the link. */
  providerLinkId: string | null;
  providerUrl: string;
  /** When the provider itself ends the link, epoch ms. */
  providerExpiresAt?: number;
}

export interface ProviderLinkRef {
  providerLinkId: string | null;
  providerUrl?: string;
  money: Money;
  /** `our_reference` of its create; a link that a person named may have another at the provider. */
  reference?: string;
  /** True when the link was created to authorise only, … : the options it was created with. */
  options: Readonly<Record<string, unknown>>;
}

/** One link as the provider shows it. */
export interface ProviderLink extends CreatedProviderLink {
  observation: Observation;
  /** What it asks for; absent where the provider's currency is none of ours. */
  money?: Money;
  /** The booking it is assigned to; settles an unknown assign. */
  booking?: Booking;
  /** Facts of its creation that are kept but not modelled; no personal data. */
  providerData?: Readonly<Record<string, unknown>>;
}

/** What is known of a create whose outcome is not: enough to find its link exactly. */
export interface WantedLink {
  input: NewProviderLink;
  /** Epoch ms of the first attempt. */
  attemptedAt: number;
}

export interface ListFilter {
  /** Text or exact values by our own names; each provider takes what its document offers. */
  keyword?: string;
  createdFrom?: number;
  createdTo?: number;
  bookingExists?: boolean;
  includeChildOrganisations?: boolean;
  /** Further filters by the provider's own names, as `limits.filters` has them. */
  filters?: Readonly<Record<string, string>>;
  /** `-name` is descending. */
  sort?: string;
  pageSize?: number;
  /** From the page before. */
  cursor?: string;
}

export interface SweepRequest {
  /** Epoch ms: links made before it are all over. */
  openSince: number;
  cursor?: string;
}

/** What of a link is to be other than it was. Absent: as it is; null: none. */
export interface ProviderLinkChanges {
  money?: Money;
  description?: string | null;
  customer?: Customer;
  merchantReference?: string;
  /** Epoch ms. */
  expiresAt?: number;
  booking?: Booking;
  methods?: Methods;
  validateAccount?: boolean;
  metadata?: Readonly<Record<string, string>>;
  options?: Readonly<Record<string, unknown>>;
  /** Names the change, the same in each repeat: for providers that know an idempotency key. */
  key: string;
}

/** A message that the provider itself sends. */
export interface NativeMessage {
  channels: readonly ('sms' | 'email')[];
  customer: Customer;
}

/** A batch service of the provider's own (PayPoint): request, upload, confirm, then look. */
export interface ProviderBatches<Account = unknown> {
  beginFile(account: Account): ProviderBatchFile;
  request(fileName: string, call: Call<Account>): Promise<{ batchId: string; uploadUrl: string }>;
  upload(uploadUrl: string, file: Uint8Array, call: Call<Account>): Promise<void>;
  confirm(batchId: string, call: Call<Account>): Promise<ProviderBatch>;
  fetch(batchId: string, call: Call<Account>): Promise<ProviderBatch>;
  list(page: number, call: Call<Account>): Promise<{ batches: readonly ProviderBatch[]; last: boolean }>;
  failures(batchId: string, call: Call<Account>): Promise<readonly ProviderBatchFailure[]>;
}

/** A file as the provider's batch wants it: a header line, and one line a link. */
export interface ProviderBatchFile {
  /** `false`: it is full, and the link was not taken. Throws `rejected` for a link that the provider would refuse, by pointers. */
  add(link: NewProviderLink): boolean;
  bytes(): Uint8Array;
}

export interface ProviderBatch {
  batchId: string;
  state: 'waiting' | 'uploaded' | 'running' | 'done' | 'done_with_errors' | 'failed';
  fileName?: string;
  total?: number;
  processed?: number;
  failed?: number;
}

export interface ProviderBatchFailure {
  /** 1 is the first line after the header. */
  row: number;
  reference?: string;
  /** The provider's reason as a code of ours; its words are not kept. */
  code: string;
}

export interface ProviderLinkPage {
  links: readonly ProviderLink[];
  /** Absent on the last page. */
  cursor?: string;
}

export interface NotificationRequest {
  rawBody: Uint8Array;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
}

/**
 * A notification points at a link, by any of these; the link is then read. `observation` only where the signature proves
 * it: over the whole body, and as old as what it tells of, so that one sent again tells nothing new. It is believed.
 */
export interface NotificationHint {
  providerLinkId?: string;
  /** Our own reference, where the provider echoes it; those of other systems are passed over. */
  reference?: string;
  paymentId?: string;
  observation?: Observation;
}

/** `status` is what the provider is answered. */
export type NotificationVerdict =
  | { kind: 'accepted'; status: number; hints: readonly NotificationHint[] }
  | { kind: 'ignored'; status: number }
  | { kind: 'refused'; status: number };

/** A connection's settings, credentials or wire overrides do not fit their provider. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly issues: readonly FieldIssue[];

  constructor(issues: readonly FieldIssue[]) {
    super(`the connection does not fit its provider: ${issues.map((issue) => issue.pointer).join(', ')}`);
    this.issues = issues;
  }
}
