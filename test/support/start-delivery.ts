import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect } from 'vitest';
import { CHANNEL_CLIENT } from '../../lib/channels/outcome.ts';
import { newLinkId } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { nextDue } from '../../lib/links/model/next-due.ts';
import { saveLink } from '../../lib/links/save.ts';
import { type DeliverDeps, deliverSends } from '../../lib/messages/deliver.ts';
import { aLink, aSend, NOON } from '../../lib/messages/link-fixture.ts';
import { getLink } from '../../lib/table/links.ts';
import { listMessages } from '../../lib/table/messages.ts';
import { organisationItem } from '../../lib/table/organisations.ts';
import { startEmail } from '../../local/aws/email/start-email.ts';
import { createFaults } from '../../local/aws/faults.ts';
import { createOutbox } from '../../local/aws/outbox/outbox.ts';
import { startSms } from '../../local/aws/sms/start-sms.ts';
import { startTable } from './start-table.ts';

export const ORG = 'ORG1';
export const SMS = aSend({ id: 'SMS1' });
export const EMAIL = aSend({ id: 'EMAIL1', channel: 'email' });
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
export const CONTACT_KEY = 'k'.repeat(43);

const organisation = {
  id: ORG,
  name: 'Acme Travel Ltd',
  senderName: 'Acme Travel',
  mode: 'test',
  timezone: 'Europe/London',
  contactKey: CONTACT_KEY,
  version: 1,
  writer: 'w',
  createdAt: NOON,
  updatedAt: NOON,
} as const;

/** The messages worker between a real table and the local channels, at a time that the test sets. */
export async function startDelivery() {
  const clock = { at: NOON, now: () => clock.at };
  const outbox = createOutbox({ clock });
  const faults = createFaults();
  const { table, url, close } = await startTable();
  const email = await startEmail({ clock, outbox, faults });
  const sms = await startSms({ clock, outbox, faults });
  const local = { ...CHANNEL_CLIENT, region: 'eu-west-2', credentials: CREDENTIALS };
  const deps: DeliverDeps = {
    table,
    clock,
    publicBaseUrl: 'https://pay.acme.example',
    email: {
      client: new SESv2Client({ ...local, endpoint: email.url }),
      from: 'pay@example.org',
      configurationSet: 'paylinks',
    },
    sms: { client: new PinpointSMSVoiceV2Client({ ...local, endpoint: sms.url }), origination: 'ACME' },
  };
  const writes: string[] = [];
  table.client.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'PutItemCommand') writes.push(context.commandName);
      return next(args);
    },
    { step: 'initialize' },
  );
  await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: organisationItem(organisation) }),
  );
  return {
    clock,
    outbox,
    faults,
    deps,
    urls: { table: url, email: email.url, sms: sms.url },
    /** Since the last link was stored. */
    writes,

    reset() {
      clock.at = NOON;
      outbox.clear();
      faults.clear();
    },

    /** A link in the table, with an SMS and an email to send unless told otherwise. */
    async stored(changes: Partial<Link> = {}): Promise<Link> {
      const { version: _, ...draft } = aLink({
        sends: [SMS, EMAIL],
        ...changes,
        id: newLinkId(NOON),
        code: newLinkId(NOON),
      });
      const link = await saveLink(deps, undefined, draft, draft.cause);
      if (!link) throw new Error('not saved');
      writes.length = 0;
      return link;
    },

    deliver: (link: Link, use: DeliverDeps = deps) => deliverSends(use, link.org, link.id),

    /** What the table holds of a link and its messages. */
    async outcome(link: Link) {
      const current = await getLink(table, link.org, link.id);
      if (!current) throw new Error('the link is gone');
      const never = Number.POSITIVE_INFINITY;
      expect(current.dueAt ?? never).toBeLessThanOrEqual(nextDue(current) ?? never);
      const messages = await listMessages(table, link.org, link.id);
      const states = messages.map(({ id, state, reason }) => [id, state, reason]);
      return { link: current, sends: current.sends, messages, states };
    },

    async close() {
      await Promise.all([email.close(), sms.close(), close()]);
    },
  };
}

export const customer = (to: { email?: string; phone?: string }, timezone?: string) => ({
  customer: { name: 'Ada Byron', ...to, ...(timezone ? { timezone } : {}) },
});
