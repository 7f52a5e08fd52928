import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { allpay } from '../../lib/providers/allpay/index.ts';
import { ALLPAY_PROFILE } from '../../lib/providers/allpay/profile.ts';
import type { Provider } from '../../lib/providers/contract.ts';
import { felloh } from '../../lib/providers/felloh/index.ts';
import { FELLOH_PROFILE } from '../../lib/providers/felloh/profile.ts';
import { fortis } from '../../lib/providers/fortis/index.ts';
import { FORTIS_PROFILE } from '../../lib/providers/fortis/profile.ts';
import { paypoint } from '../../lib/providers/paypoint/index.ts';
import { PAYPOINT_PROFILE } from '../../lib/providers/paypoint/profile.ts';
import { smarterpay } from '../../lib/providers/smarterpay/index.ts';
import { SMARTERPAY_PROFILE } from '../../lib/providers/smarterpay/profile.ts';
import { defaultWire as allpayWire } from '../../local/providers/allpay/wire.ts';
import { defaultWire as fellohWire } from '../../local/providers/felloh/wire.ts';
import { defaultWire as fortisWire } from '../../local/providers/fortis/wire.ts';
import { defaultWire as paypointWire } from '../../local/providers/paypoint/wire.ts';
import { defaultWire as smarterpayWire } from '../../local/providers/smarterpay/wire.ts';
import { allpayHarness } from './allpay-harness.ts';
import { fellohHarness } from './felloh-harness.ts';
import { fortisHarness } from './fortis-harness.ts';
import { type ProviderHarness, type Rig, type Simulator, withRig } from './harness.ts';
import { paypointHarness } from './paypoint-harness.ts';
import sheets from './sheet-profiles.json' with { type: 'json' };
import { smarterpayHarness } from './smarterpay-harness.ts';
import {
  allpayScenario,
  fellohScenario,
  fortisScenario,
  keepingIn,
  paypointScenario,
  type Scenario,
  smarterpayScenario,
} from './wire-scenarios.ts';

type Wire = Readonly<Record<string, unknown>>;

/** What an override does: `from` → `to` in the text of every request. */
interface Change {
  key: string;
  value: unknown;
  /** Overrides without which this key does nothing. */
  beside?: Wire;
  /** Replaced in the requests, all of them; nothing else is other than it was. */
  requests: readonly (readonly [from: string | RegExp, to: string])[];
}

interface Case<Sim extends Simulator> {
  provider: Provider;
  harness: ProviderHarness<Sim>;
  scenario: Scenario<Sim>;
  /** As the sheet prints it, as the adapter has it, and as the simulator has it. */
  profiles: readonly [sheet: Wire, adapter: Wire, simulator: Wire];
  /** Keys that hold names: each of theirs is overridden by itself, and must be in the requests, or read from answers. */
  names: Readonly<Record<string, (key: string) => string>>;
  changes: readonly Change[];
  /** Keys that change no request, with the place where they are tested. */
  silent: Readonly<Record<string, readonly string[]>>;
}

const READ = 'what answers mean: the adapter’s own tests, the suite, and "wire profile" of its quirks';
const LIMITS = 'what is refused before the network: limits';
const SERVER = 'only the simulator acts on it; both readings must get along: "wire profile" of its quirks';

function describeProfile<Sim extends Simulator>(one: Case<Sim>): void {
  const { provider, harness, profiles, names, changes, silent } = one;
  const [sheet, adapter, simulator] = profiles;
  let first: ReturnType<typeof played> | undefined;
  const usually = () => {
    first ??= played(one, {}, {});
    return first;
  };
  const nameKeys = Object.keys(names).flatMap((group) =>
    Object.keys(record(sheet[group])).map((key) => [group, key] as const),
  );

  describe(`${provider.name}’s wire profile`, () => {
    it('is the sheet’s, in the adapter and in the simulator', () => {
      expect(adapter).toEqual(sheet);
      expect(simulator).toEqual(sheet);
    });

    it('takes each key of the sheet as an override by itself', () => {
      for (const [key, value] of Object.entries(sheet)) {
        provider.openAccount({ ...harness.configAt('http://127.0.0.1:9'), wire: { [key]: value } });
      }
    });

    it('has no key without a test of what it changes', () => {
      const known = [
        ...Object.keys(names),
        ...changes.map(({ key }) => key.split('.')[0]),
        ...Object.values(silent).flat(),
      ];
      expect([...new Set(known)].sort()).toEqual(Object.keys(sheet).sort());
    });

    it.each(nameKeys)('%s.%s: exactly that name', async (group, key) => {
      const usual = String(record(sheet[group])[key]);
      const wanted = names[group]?.(key) ?? '';
      const wire = { [group]: { [key]: wanted } };
      const before = await usually();
      const both = await played(one, wire, wire);
      const theirs = await played(one, wire, {});
      expect(asText(both.requests)).toBe(
        before.requests.map((request) => renamed(group, key, usual, wanted, request)).join('\n'),
      );
      // The one word of theirs that is kept as it is.
      const kept = (word: string) => `"send_method":"${word}"`;
      expect(both.outcomes).toBe(before.outcomes.replaceAll(kept(usual), kept(wanted)));
      // The override counts: a server that has it does not understand an adapter without.
      const isUsed = asText(theirs.requests) !== asText(both.requests) || theirs.outcomes !== both.outcomes;
      expect(isUsed).toBe(!UNUSED.has(key));
    });

    it.each(changes)('$key = $value: exactly that change', async ({ key, value, beside, requests }) => {
      const [head = '', rest] = key.split('.');
      const wire = { ...beside, [head]: rest === undefined ? value : { [rest]: value } };
      const before = asText((beside ? await played(one, beside, beside) : await usually()).requests);
      let expected = before;
      for (const [from, to] of requests) {
        expect(expected).toMatch(from);
        expected = expected.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to);
      }
      expect(expected).not.toBe(before);
      expect(asText((await played(one, wire, wire)).requests)).toBe(expected);
    });
  });
}

/** Told by PayPoint for people, or beside a key that says the same; without them all is understood as well. */
const UNUSED = new Set(['confirmed_at', 'completed_at', 'result', 'page_size']);

interface Request {
  operation: string;
  /** Method, path, own headers and body as JSON. */
  text: string;
}

/** Everything on the wire and everything that came of it, without what chance made. */
async function played<Sim extends Simulator>(
  { provider, harness, scenario }: Case<Sim>,
  theirs: Wire,
  ours: Wire,
): Promise<{ requests: readonly Request[]; outcomes: string }> {
  const outcomes: [string, unknown][] = [];
  const requests: Request[] = [];
  let told = '';
  const config = { ...harness, config: (sim: Sim) => harness.config(sim, ours) };
  const play = async (rig: Rig<Sim>) => {
    await scenario(rig, keepingIn(outcomes));
    for (const { operation, method, path, body, ...call } of rig.sim.calls()) {
      const headers = 'headers' in call ? ownHeaders(call.headers) : {};
      const request = { method, path: decodeURIComponent(path), headers, body };
      requests.push({ operation, text: plain(request, rig) });
    }
    told = plain(outcomes, rig);
  };
  await withRig(provider, config, play, theirs);
  return { requests, outcomes: told };
}

/** Not those of every HTTP client. */
function ownHeaders(headers: unknown): unknown {
  const all = z.parse(z.record(z.string(), z.string()), headers);
  const usual = /^(host|connection|accept.*|user-agent|content-length|sec-fetch.*|transfer-encoding)$/;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !usual.test(name)));
}

function plain(value: unknown, { sim }: Rig<Simulator>): string {
  let text = JSON.stringify(value);
  for (const [n, { id, url }] of sim.ledger().entries()) {
    text = text.replaceAll(url, `<page ${n}>`).replaceAll(id, `<link ${n}>`);
  }
  return text
    .replaceAll(sim.url, '<url>')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/\/pay\/[A-Za-z0-9]{8}\b/g, '<short>');
}

/** The request with a name of the profile in place of the usual one, where names of its group stand. */
function renamed(group: string, key: string, usual: string, wanted: string, { operation, text }: Request) {
  const isOurs = operation === key;
  switch (group) {
    case 'names':
      return text
        .replaceAll(`"${usual}":`, `"${wanted}":`)
        .replaceAll(new RegExp(`([?&])${usual}=`, 'g'), (_, mark) => `${mark}${wanted}=`);
    case 'methods':
      return isOurs ? text.replace(`"method":"${usual}"`, `"method":"${wanted}"`) : text;
    case 'paths': {
      const place = usual.replace(/\{\w+\}/, '(<[^>]+>)');
      return isOurs
        ? text.replace(new RegExp(`${place}(?=["?])`), (_, id) => wanted.replace(/\{\w+\}/, () => String(id)))
        : text;
    }
    case 'send_methods':
      return text
        .replace(`"SendMethod":"${usual}"`, `"SendMethod":"${wanted}"`)
        .replaceAll(`,${usual}\\r\\n`, () => `,${wanted}\\r\\n`);
    default:
      return text;
  }
}

function record(value: unknown): Record<string, unknown> {
  return z.parse(z.record(z.string(), z.unknown()), value);
}

const asText = (requests: readonly Request[]) => requests.map(({ text }) => text).join('\n');

const plainNames = (key: string) => `over_${key}`;

describeProfile({
  provider: allpay,
  harness: allpayHarness,
  scenario: allpayScenario,
  profiles: [sheets.allpay, ALLPAY_PROFILE, allpayWire],
  names: { names: plainNames, paths: (key) => `/Over/${key}`, methods: () => 'PUT' },
  changes: [
    {
      key: 'apim_key_header',
      value: 'X-Gateway-Key',
      requests: [['"ocp-apim-subscription-key":', '"x-gateway-key":']],
    },
    {
      key: 'subscription_key_in',
      value: 'header',
      requests: [
        [
          '"ocp-apim-subscription-key":"[secret]"',
          '"ocp-apim-subscription-key":"[secret]","subscription-key":"[secret]"',
        ],
        ['"subscriptionKey":"[secret]",', ''],
      ],
    },
    {
      key: 'subscription_key_header',
      value: 'X-Application-Key',
      beside: { subscription_key_in: 'header' },
      requests: [[',"subscription-key":', ',"x-application-key":']],
    },
    {
      key: 'amount_unit',
      value: 'minor',
      requests: [
        ['"amount":86.4', '"amount":8640'],
        ['"amount":1.01', '"amount":101'],
      ],
    },
    {
      key: 'create_accepts_array',
      value: true,
      requests: [[/("path":"\/CreateLinks".*"body":)(\{.*\})\}/, '$1[$2]}']],
    },
    { key: 'phone_format', value: 'e164', requests: [['"07700900123"', '"+447700900123"']] },
    {
      key: 'default_validated',
      value: false,
      requests: [[/("path":"\/CreateLinks".*"validated":)true/, '$1false']],
    },
    { key: 'created_by_max', value: 40, requests: [['"agent-17-of-many:', '"paylinks:']] },
  ],
  silent: {
    [READ]: [
      'list_property',
      'created_by_listed',
      'match_skew_seconds',
      'validation_status',
      'bad_key_status',
      'forbidden_status',
      'not_found_status',
      'state_conflict_status',
      'list_lag_seconds',
    ],
    [LIMITS]: [
      'min_amount_minor',
      'max_amount_minor',
      'payment_reference_pattern',
      'client_reference_pattern',
      'name_max',
      'organisation_name_max',
      'client_code_max',
      'email_max',
    ],
    [SERVER]: [
      'send_requires_subscription_key',
      'create_status',
      'created_in',
      'open_moves_to_active',
      'paid_links_listed',
      'send_sets_status',
    ],
  },
});

describeProfile({
  provider: felloh,
  harness: fellohHarness,
  scenario: fellohScenario,
  profiles: [sheets.felloh, FELLOH_PROFILE, fellohWire],
  names: {},
  changes: [
    {
      key: 'currencies',
      value: { GBP: 'GBP', USD: 'USX', EUR: 'EUX' },
      requests: [['"currency":"GBX"', '"currency":"GBP"']],
    },
    { key: 'take_max', value: 60, requests: [['"take":100', '"take":60']] },
    {
      key: 'expires_at_means',
      value: 'start_of_day_utc',
      requests: [['"expires_at":"2026-03-31"', '"expires_at":"2026-04-01"']],
    },
    {
      key: 'processing_statuses',
      value: ['RUNNING', 'PAYMENTINPROGRESS'],
      requests: [['["PAYMENTINPROGRESS"]', '["RUNNING","PAYMENTINPROGRESS"]']],
    },
    {
      key: 'authorised_status',
      value: 'HELD',
      requests: [['["PAYMENTINPROGRESS"]', '["PAYMENTINPROGRESS","HELD"]']],
    },
    {
      key: 'date_bounds',
      value: 'to_day_excluded',
      requests: [
        ['"date_to":"2026-03-03"', '"date_to":"2026-03-04"'],
        ['"date_to":"2026-03-02"', '"date_to":"2026-03-03"'],
      ],
    },
    {
      key: 'redirect_properties',
      value: false,
      requests: [[/,"success_url":"[^"]*","failure_url":"[^"]*","cancel_url":"[^"]*"/, '']],
    },
  ],
  silent: {
    [READ]: [
      'open_transaction_status',
      'create_sends',
      'page_url_template',
      'match_skew_seconds',
      'list_lag_seconds',
      'validation_status',
      'deleted_status',
    ],
    [LIMITS]: ['max_amount_minor', 'methods_default'],
    [SERVER]: [
      'token_seconds',
      'create_status',
      'success_errors',
      'token_success_errors',
      'error_meta',
      'count_type',
      'take_default',
      'default_expiry_days',
      'past_expires_at',
      'open_creates_transaction',
      'delete_blocked_by',
      'has_transactions_status',
      'assign_again',
      'keyword_match',
      'foreign_organisation_status',
      'unknown_property',
      'webhook_shape',
      'webhook_retries',
      'webhook_first_interval_seconds',
    ],
  },
});

describeProfile({
  provider: fortis,
  harness: fortisHarness,
  scenario: fortisScenario,
  profiles: [sheets.fortis, FORTIS_PROFILE, fortisWire],
  names: {},
  changes: [
    {
      key: 'expire_day_ends',
      value: 'location_start_of_day',
      requests: [['"expire_date":"2026-03-31"', '"expire_date":"2026-04-01"']],
    },
    { key: 'page_size_default', value: 10, requests: [['page_size=20', 'page_size=10']] },
    { key: 'page_size_max', value: 50, requests: [['page_size=100', 'page_size=50']] },
    { key: 'amount_on_put', value: false, requests: [[/\n\{"method":"PUT".*/, '']] },
    {
      key: 'transaction_lookup',
      value: false,
      requests: [[/\n\{"method":"GET","path":"\/v2\/transactions.*/, '']],
    },
    {
      key: 'transaction_paylink_field',
      value: 'link_id',
      requests: [['/v2/transactions?paylink_id=', '/v2/transactions?link_id=']],
    },
  ],
  silent: {
    'whether there is a GET for the page, and its url: fortis-quirks': [
      'payment_url_expand',
      'page_url_template',
    ],
    [READ]: [
      'list_lag_seconds',
      'ach_paid_status_ids',
      'ach_pending_status_ids',
      'card_paid_status_ids',
      'authorised_status_ids',
      'validation_status',
      'closed_field',
    ],
    [LIMITS]: ['min_amount_minor', 'email_needed'],
    [SERVER]: [
      'create_status',
      'deleted_status',
      'unknown_fields',
      'unknown_filter',
      'unknown_expand',
      'duplicate_api_id',
      'default_delivery_method',
      'resend_when_not_sendable',
      'delete_paid',
      'past_expire_date',
      'current_page_base',
      'paid_sets_active',
      'unknown_contact',
      'postback_attempts',
      'postback_interval_seconds',
    ],
  },
});

describeProfile({
  provider: paypoint,
  harness: paypointHarness,
  scenario: paypointScenario,
  profiles: [sheets.paypoint, PAYPOINT_PROFILE, paypointWire],
  names: {
    names: plainNames,
    send_methods: plainNames,
    paths: (key) => {
      const id = key === 'update' ? '/{RequestId}' : /confirm|status|failures/.test(key) ? '/{BatchId}' : '';
      return `/over${id}/${key}`;
    },
  },
  changes: [
    { key: 'base_path', value: '/other/v9', requests: [['/paybylink/v1/', '/other/v9/']] },
    { key: 'api_key_header', value: 'X-Second-Key', requests: [['"x-api-key":', '"x-second-key":']] },
    {
      key: 'amount_unit',
      value: 'minor',
      requests: [
        ['"Amount":42.5', '"Amount":4250'],
        ['Amount=42.5', 'Amount=4250'],
        [',42.50,', ',4250,'],
      ],
    },
    { key: 'phone_format', value: 'e164', requests: [['07700900123', '+447700900123']] },
    {
      key: 'native_send',
      value: 'never',
      requests: [
        [/\n.*"SendMethod":"(Sms|Email|Both)".*/, ''],
        ['"SendMethod":"None",', ''],
        [',None\\r\\n', ',\\r\\n'],
      ],
    },
    {
      key: 'update_statuses',
      value: ['Withdrawn', 'Cancelled'],
      requests: [['"Status":"Cancelled"', '"Status":"Withdrawn"']],
    },
    {
      key: 'batch_columns',
      value: ['Amount', 'ClientTransactionRef', ...PAYPOINT_PROFILE.batch_columns.slice(2)],
      requests: [
        ['ClientTransactionRef,Amount,', 'Amount,ClientTransactionRef,'],
        [/(01KJ\w{24}),(42\.50),/, '$2,$1,'],
      ],
    },
  ],
  silent: {
    [READ]: [
      'status_map',
      'batch_states',
      'first_line_number',
      'batch_page_size',
      'list_lag_seconds',
      'create_status',
      'validation_status',
      'duplicate_status',
      'state_conflict_status',
      'not_found_status',
    ],
    [LIMITS]: [
      'min_amount_minor',
      'max_amount_minor',
      'reference_pattern',
      'text_max',
      'name_max',
      'email_max',
      'batch_max_rows',
      'batch_max_bytes',
      'list_needs_parameter',
    ],
    [SERVER]: ['duplicate_reference', 'unknown_property', 'upload_url_seconds'],
  },
});

/** Our own reference of the n-th link, which has a kind of its own, in a body or a query. */
const referenceIn = (field: string, n: number) =>
  new RegExp(`${field}("?[:=]"?)(01KJQ4T7B0Z3V5N8X2C6D9F1GH0${n})`);
const ignoring = { override_not_allowed: 'ignore', unknown_property: 'ignore' };

describeProfile({
  provider: smarterpay,
  harness: smarterpayHarness,
  scenario: smarterpayScenario,
  profiles: [sheets.smarterpay, SMARTERPAY_PROFILE, smarterpayWire],
  names: {},
  changes: [
    { key: 'amount_unit', value: 'major_string', requests: [['"amount":"2750"', '"amount":"27.50"']] },
    ...(
      [
        ['card_payment', 'card_payment_custom_reference', 'bank_account_custom_reference'],
        ['mandate', 'bank_account_custom_reference', 'card_payment_custom_reference'],
        ['schedule', 'recurrence_schedule_custom_reference', 'bank_account_custom_reference'],
        ['validation', 'bank_account_custom_reference', 'card_payment_custom_reference'],
      ] as const
    ).map(([kind, from, to], n) => ({
      key: `reference_field.${kind}`,
      value: to,
      beside: ignoring,
      requests: [[referenceIn(from, n), `${to}$1$2`] as const],
    })),
    {
      key: 'merchant_reference_field',
      value: 'recurrence_schedule_custom_reference',
      beside: { ...ignoring, reference_field: { schedule: 'bank_account_custom_reference' } },
      requests: [['"customer_custom_reference":', '"recurrence_schedule_custom_reference":']],
    },
  ],
  silent: {
    [READ]: [
      'time_zone',
      'validation_status',
      'not_found_status',
      'bad_token_status',
      'idempotency_clash_status',
      'completed_means_paid',
      'webhook_reference_field',
      'webhook_amount_unit',
      'card_paid_statuses',
      'card_pending_statuses',
      'card_failed_statuses',
      'past_last_page',
      'list_lag_seconds',
    ],
    [LIMITS]: ['max_amount_minor'],
    [SERVER]: [
      'create_status',
      'idempotency_hours',
      'unknown_property',
      'unknown_parameter',
      'override_not_allowed',
      'single_use_status',
      'expire_completed',
      'webhook_retries',
      'webhook_first_interval_seconds',
    ],
  },
});
