import type { Override, RecordId } from './properties.ts';

export const kinds = ['card_payment', 'mandate', 'schedule', 'validation'] as const;
export type Kind = (typeof kinds)[number];

/** An Ecommerce Page as it is set up in the portal. */
export interface EcommercePage {
  id: string;
  kind: Kind;
  /** Records without which the page cannot work. */
  needs: readonly RecordId[];
  /** Overrides that must be given, because the page has no value of its own. */
  requires: readonly Override[];
  allows: readonly Override[];
  single_use: boolean;
  /** Days until a link of this page expires; null: never. */
  days: number | null;
}

const always = ['description', 'customer_custom_reference', 'return_url'] as const;
const card = {
  kind: 'card_payment',
  needs: [],
  requires: ['amount'],
  allows: ['amount', 'card_payment_custom_reference', ...always],
} as const;

const pages: readonly EcommercePage[] = [
  { id: 'EP02CARDSINGLE000001', ...card, single_use: true, days: null },
  { id: 'EP02CARDEXPIRE000001', ...card, single_use: true, days: 1 },
  { id: 'EP02CARDMULTI0000001', ...card, single_use: false, days: null },
  {
    id: 'EP02DDMANDATE0000001',
    kind: 'mandate',
    needs: ['customer_account'],
    requires: [],
    allows: ['auddis', 'bank_account_custom_reference', ...always],
    single_use: true,
    days: null,
  },
  {
    id: 'EP02SCHEDULE00000001',
    kind: 'schedule',
    needs: ['customer_account', 'mandate'],
    requires: [],
    allows: [
      'amount',
      'start_date',
      'end_date',
      'first_collection_amount',
      'first_collection_date',
      'recurrence_schedule_custom_reference',
      ...always,
    ],
    single_use: true,
    days: 7,
  },
  {
    id: 'EP02VALIDATION000001',
    kind: 'validation',
    needs: ['bank_account'],
    requires: [],
    allows: ['bank_account_custom_reference', ...always],
    single_use: true,
    days: 3,
  },
];

/** What is in a fresh account. */
export const fixtures = {
  apiToken: 'sim-smarterpay-token',
  webhookKey: 'sim-smarterpay-webhook-key',
  client: 'CL01SAMPLECLIENT0001',
  merchant: 'Example Heating',
  /** The one known record of each kind. */
  records: {
    customer_account: 'CA01SAMPLECUSTOMER01',
    bank_account: 'BA01SAMPLEBANKACC001',
    mandate: 'MA01SAMPLEMANDATE001',
    recurrence_schedule: 'RS01SAMPLESCHEDULE01',
  },
  pages,
} as const;

export function pageNamed(id: string): EcommercePage | undefined {
  return pages.find((page) => page.id === id);
}
