import type { Connection } from '../connections/connection.ts';
import type { OpenedConnection } from '../connections/open.ts';
import type { FieldIssue } from '../errors.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { catalogue } from '../providers/catalogue.ts';
import type { ProviderFacts } from '../providers/contract.ts';
import { checkLimits, type ValueAt } from '../providers/limits.ts';
import type { LinkTerms } from './model/link.ts';
import { chosenPlan, type PlanChoice, type RemindersChoice } from './model/plan.ts';
import type { NewLink, Sender } from './new-link.ts';
import { nativeChannels } from './sending-at-creation.ts';

const DAY_MS = 24 * 3600 * 1000;
const LONGEST_DAYS = 366;

/** Which plan is asked for. Whoever passes a link on by another way than ours reminds by it too, unless a plan is asked for. */
export function askedPlan({ reminders, channels }: Pick<NewLink, 'reminders' | 'channels'>): RemindersChoice {
  return reminders ?? (channels?.length ? 'default' : 'none');
}

/** The plan that a link keeps. The organisation counts for none but the default plan. */
export function planThrough(
  wanted: Pick<NewLink, 'reminders' | 'channels'>,
  connection: Pick<Connection, 'reminders'>,
  organisation: Pick<Organisation, 'reminders'>,
): PlanChoice | undefined {
  const asked = askedPlan(wanted);
  return asked === 'default' ? chosenPlan(connection.reminders, organisation.reminders) : chosenPlan(asked);
}

/** The terms of a link through this connection: sender and end are settled. `now` in epoch ms. */
export function termsThrough(
  opened: OpenedConnection,
  wanted: NewLink,
  plan: PlanChoice | undefined,
  now: number,
): LinkTerms {
  const { reminders: _choice, sender: asked, ...rest } = wanted;
  const sender = senderOf(asked, opened);
  return {
    ...rest,
    connection: opened.connection.id,
    provider: opened.provider.id,
    expiresAt: wanted.expiresAt ?? now + opened.connection.expiresInDays * DAY_MS,
    ...(sender === 'provider' ? { sender } : {}),
    ...(plan === undefined ? {} : { plan }),
  };
}

/** Everything that the provider, or we, would refuse of these terms. `valueAt` reads what was asked for. */
export function termsIssues(
  opened: OpenedConnection,
  terms: LinkTerms,
  valueAt: ValueAt,
  now: number,
): FieldIssue[] {
  const sender = terms.sender ?? 'service';
  return [
    ...ownIssues(terms, now),
    ...requestIssues(opened, valueAt, terms.providerOptions ?? {}, now, sender),
    ...sendAtIssues(opened, terms, now),
  ];
}

/** What the provider would refuse of a request, of whatever form the rest of it is. */
export function requestIssues(
  opened: OpenedConnection,
  valueAt: ValueAt,
  options: Readonly<Record<string, unknown>>,
  now: number,
  sender?: Sender,
): FieldIssue[] {
  const { provider, limits } = opened;
  const settled: ValueAt = (pointer) =>
    pointer === '/delivery/sender' && sender !== undefined ? sender : valueAt(pointer);
  return [...checkLimits(limits, settled, now), ...provider.checkOptions(options)].map((issue) =>
    issue.code === 'capability_not_supported'
      ? { ...issue, detail: `${provider.name} cannot do this. ${thoseThatCan(issue.pointer, sender)}` }
      : issue,
  );
}

/** The link's own word, else its connection's, else we; the provider where nobody else can. */
function senderOf(asked: Sender | undefined, { connection, limits }: OpenedConnection): Sender {
  const usual = limits.senders.includes('service') ? 'service' : 'provider';
  return asked ?? connection.sender ?? usual;
}

/** Where the provider sends as soon as the link is made, nobody can have it wait. */
function sendAtIssues(opened: OpenedConnection, terms: LinkTerms, now: number): FieldIssue[] {
  const { sendAt } = terms;
  if (sendAt === undefined || sendAt <= now || nativeChannels(terms, opened).length === 0) return [];
  const detail = `Through this connection ${opened.provider.name} sends when the link is made, and cannot be asked to wait.`;
  return [{ pointer: '/delivery/send_at', code: 'capability_not_supported', detail }];
}

function thoseThatCan(pointer: string, sender: Sender = 'service'): string {
  const can = ({ limits }: ProviderFacts) =>
    pointer === '/delivery/sender' ? limits.senders.includes(sender) : !limits.unsupported.includes(pointer);
  const able = catalogue.filter(can).map(({ id }) => id);
  return able.length > 0 ? `Providers that can: ${able.join(', ')}.` : 'None of the providers can.';
}

/** Rules of ours that need the clock, or two fields at once. */
function ownIssues({ expiresAt, channels = [], customer, sendAt }: LinkTerms, now: number): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (sendAt !== undefined && sendAt >= expiresAt) {
    issues.push({ pointer: '/delivery/send_at', code: 'too_late', detail: 'The link is over by then.' });
  }
  if (expiresAt > now + LONGEST_DAYS * DAY_MS) {
    issues.push({
      pointer: '/expires_at',
      code: 'too_late',
      detail: `At most ${LONGEST_DAYS} days from now.`,
    });
  }
  if (channels.includes('sms') && customer?.phone === undefined) issues.push(needs('/customer/phone', 'sms'));
  if (channels.includes('email') && customer?.email === undefined) {
    issues.push(needs('/customer/email', 'email'));
  }
  return issues;
}

function needs(pointer: string, channel: string): FieldIssue {
  return { pointer, code: 'required', detail: `To send by ${channel} this field is required.` };
}
