import { toFeedBody } from '../lib/api/feed.ts';
import { toLinkBody } from '../lib/api/link-body.ts';
import { toProviderLinkBody } from '../lib/api/provider-link-body.ts';
import { writeCursor } from '../lib/events/feed-cursor.ts';
import type { Link } from '../lib/links/model/link.ts';
import { feedPlace } from '../lib/table/keys.ts';

const CREATED = Date.UTC(2026, 10, 20, 9, 30);

/** The link of every example. */
const link: Link = {
  org: 'org_01KAGM6VJ0V7M9XQ3D5N8R2T4W',
  id: '01KAGM7Q40B6Y1ZC8E3F5G7H9J0',
  code: '4fTq0ZxK7mWcR2vNbL9sYd',
  version: 2,
  writer: 'example',
  cause: { by: 'key:key_01KAGM6VJ0Z2C4E6G8J0L2N4Q6', what: 'create' },
  stage: 'open',
  status: 'active',
  createdAt: CREATED,
  updatedAt: CREATED + 840,
  connection: 'felloh-main',
  provider: 'felloh',
  providerLinkId: '7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162',
  providerUrl: 'https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162',
  amount: 12500,
  currency: 'GBP',
  reference: 'INV-1001',
  description: 'Deposit for Bali',
  customer: {
    name: 'Ada Byron',
    email: 'ada@example.com',
    phone: '+447700900123',
    reference: 'C-77',
    language: 'en-GB',
    timezone: 'Europe/London',
  },
  dueOn: '2026-12-10',
  expiresAt: Date.UTC(2026, 11, 20, 23, 59, 59),
  channels: ['sms', 'email'],
  metadata: { order: '42' },
};

/** A request body per operation. */
export const BODIES: Readonly<Record<string, unknown>> = {
  createLink: {
    connection: 'felloh-main',
    amount: 12500,
    currency: 'GBP',
    reference: 'INV-1001',
    description: 'Deposit for Bali',
    customer: {
      name: 'Ada Byron',
      email: 'ada@example.com',
      phone: '+447700900123',
      reference: 'C-77',
      language: 'en-GB',
      timezone: 'Europe/London',
    },
    due_on: '2026-12-10',
    expires_at: '2026-12-20T23:59:59Z',
    delivery: { channels: ['sms', 'email'] },
    metadata: { order: '42' },
    provider_options: { authorisation_only: false },
  },
  updateLink: { customer: { phone: '+447700900456' }, metadata: { order: '43' } },
  sendLink: { channels: ['sms'] },
  assignLink: { booking_id: '226009ab-ffe9-4c80-922b-982e8e7849f8' },
  resolveLink: { none: true },
  putConnection: {
    provider: 'felloh',
    settings: { base_url: 'https://sandbox.felloh.com', organisation: 'X1234' },
    credentials: { public_key: 'your public key', private_key: 'your private key' },
  },
  updateOrganisation: {
    sender_name: 'Ada Travel',
    default_connection: 'felloh-main',
    short_urls: { renewal: 'on' },
  },
  putWording: {
    sms: {
      first: { text: '{{sender}} : bonjour {{name}}, votre lien sécurisé {{url}} [[({{amount}})]]' },
      reminder: { text: '{{sender}} : rappel, votre lien sécurisé {{url}} [[(reste {{remaining}})]]' },
    },
    email: {
      first: {
        subject: '{{sender}} : votre lien sécurisé',
        text: 'Bonjour {{name}},\n\nvotre lien sécurisé :\n\n{{url}}\n\n[[Montant : {{amount}}]]\n[[Référence : {{reference}}]]\n\nIl est valable jusqu’au {{expires_on}}.',
        button: 'Voir et payer',
      },
    },
  },
  previewWording: {
    channel: 'sms',
    kind: 'reminder',
    language: 'pl',
    wording: { text: '{{sender}}: {{name}}, zapłać tutaj {{url}} [[(zostało {{remaining}})]]' },
    sample: { name: 'Ada Byron', amount: 12500, currency: 'GBP', amount_paid: 2500 },
  },
  createExport: { paid_from: '2026-11-01', paid_to: '2026-11-30', connection: 'felloh-main' },
  createApiKey: { name: 'Web shop', scopes: ['links:read', 'links:write'] },
};

/** An answer per schema of an answer. */
export const ANSWERS: Readonly<Record<string, unknown>> = {
  Link: toLinkBody(link, 'https://pay.example.com'),
  ListLinksPage: { data: [toLinkBody(link, 'https://pay.example.com')], next_page_token: null },
  ListProviderLinksPage: {
    data: [
      toProviderLinkBody({
        linkId: link.id,
        seen: {
          providerLinkId: '7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162',
          providerUrl: 'https://pay.felloh.com/7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162',
          observation: { observedAt: CREATED, status: 'active' },
          money: { amount: 12500, currency: 'GBP' },
          providerData: { organisation: 'X1234', type: 'CARD' },
        },
      }),
    ],
    next_page_token: null,
  },
  ListEventsPage: toFeedBody({
    events: [
      {
        id: `${link.id}.7.0`,
        linkId: link.id,
        type: 'link.paid',
        at: CREATED,
        version: 7,
        reference: 'INV-1001',
        data: { status: 'paid', amount: 12500, amount_paid: 12500, currency: 'GBP' },
      },
    ],
    next: writeCursor(feedPlace(`${link.id}.7.0`, CREATED + 900), { org: link.org, types: ['link.paid'] }),
    more: false,
  }),
};
