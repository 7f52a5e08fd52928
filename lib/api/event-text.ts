import { formatMoney } from '../money.ts';
import type { EventData, EventType, LinkEvent } from '../table/events.ts';
import { EXCEPTION_WORDS, REASON_WORDS } from './event-words.ts';

type Told = Pick<LinkEvent, 'type' | 'reason' | 'data'>;

/**
 * An event in one English sentence, for whoever reads a timeline without knowing our codes. Made of type, reason and data
 * alone, none of which holds anything of the customer.
 */
export function eventText(event: Told): string {
  return TEXTS[event.type](event);
}

const TEXTS: Readonly<Record<EventType, (event: Told) => string>> = {
  'link.creating': () => 'The link is being made at the provider.',
  'link.created': ({ data }) => `The link was made and can be paid: ${asked(data)}.`,
  'link.retried': () => 'The link is being made at the provider once more.',
  'link.failed': ({ data }) => `The link could not be made${because(data.failure)}.`,
  'link.sent': () => 'The customer was sent the link for the first time.',
  'link.opened': () => 'The customer opened the link for the first time.',
  'link.processing': () => 'A payment is being processed; whether the money comes is not certain yet.',
  'link.active': () => 'The payment under way came to nothing; the link can be paid again.',
  'link.partially_paid': ({ data }) =>
    data.amount_paid > 0
      ? `${money(data, data.amount_paid)} of ${asked(data)} has been paid.`
      : `Part of ${asked(data)} has been paid; the provider does not say how much.`,
  'link.paid': ({ data }) => `The link was paid: ${money(data, data.amount_paid || data.amount)}.`,
  'link.expired': () => 'The link ended without having been paid in full.',
  'link.cancelled': ({ reason }) => `The link was cancelled${because(reason)}.`,
  'link.superseded': ({ reason, data }) =>
    `Another link has taken the place of this one${data.superseded_by === undefined ? '' : ` (${data.superseded_by})`}${because(reason)}.`,
  'link.exception': ({ data }) => `A person should look at this link: ${exception(data.exception)}.`,
  'link.assigned': () => 'The link was assigned to a booking.',
  'link.updated': ({ data }) =>
    data.changed?.length ? `These fields were changed: ${data.changed.join(', ')}.` : 'The link was changed.',
  'link.deleted': () => 'The link was deleted: lists and reads no longer show it.',
  'link.checked': ({ reason, data }) => {
    if (reason === 'watch_ended')
      return 'The provider’s page was looked at for the last time: it may still be open, and nobody looks any more.';
    return data.provider_status === undefined
      ? 'The provider told something new about the link.'
      : `The provider now calls the link “${cut(data.provider_status)}”.`;
  },
  'link.renewal_asked': ({ data }) =>
    `The customer asked on the page of the link, which is over, for a new one by ${channel(data)}.`,
  'link.renewal_failed': ({ reason }) =>
    `The new link that the customer had asked for was not made${because(reason)}.`,
  'message.queued': ({ data }) =>
    `The link is to be sent again by ${data.channels?.map(channelName).join(' and ') || 'message'}.`,
  'message.sent': ({ data }) => `A message was handed over for delivery by ${channel(data)}.`,
  'message.delivered': ({ data }) => `A message by ${channel(data)} reached the customer.`,
  'message.undelivered': ({ data, reason }) =>
    `A message by ${channel(data)} did not reach the customer${because(reason)}.`,
  'message.unknown': ({ data, reason }) =>
    `Whether a message by ${channel(data)} left is not known${because(reason)}; it is not sent again by itself.`,
  'message.suppressed': ({ data, reason }) =>
    `A message by ${channel(data)} was not sent${because(reason ?? 'opted_out')}.`,
  'message.skipped': ({ data, reason }) => `A message by ${channel(data)} was not sent${because(reason)}.`,
  'recipient.opted_out': ({ data }) => `The customer asked for no more messages by ${channel(data)}.`,
  'reminder.sent': ({ data }) => `${reminder(data)} was sent.`,
  'reminder.skipped': ({ data, reason }) => `${reminder(data)} was not sent${because(reason)}.`,
  'reminder.failed': ({ data, reason }) => `${reminder(data)} was tried and failed${because(reason)}.`,
  'reminder.put_off': ({ data, reason }) =>
    `${reminder(data)} was put off for half an hour${because(reason)}${data.try === undefined ? '' : ` (try ${data.try} of 3)`}.`,
  'reminders.changed': () => 'The link was given another plan of reminders, or none.',
  'reminders.paused': () => 'Reminders were paused.',
  'reminders.resumed': () => 'Reminders were resumed.',
};

function asked(data: EventData): string {
  return money(data, data.amount);
}

function money({ currency }: EventData, amount: number): string {
  return formatMoney({ amount, currency }, 'en-GB');
}

function reminder({ step }: EventData): string {
  return step === undefined ? 'A reminder' : `Reminder ${step}`;
}

function channel({ channel }: EventData): string {
  return channelName(channel ?? '');
}

function channelName(name: string): string {
  return name === 'sms' ? 'text message' : name === 'email' ? 'email' : 'message';
}

/** A code without words of ours, which is one of a channel or a provider, speaks for itself. */
function because(reason: string | undefined): string {
  if (reason === undefined) return '';
  const words = REASON_WORDS[reason.replaceAll('-', '_')];
  return words === undefined ? `: the code given is ${cut(reason)}` : `: ${words}`;
}

function exception(code = ''): string {
  return EXCEPTION_WORDS[code] ?? `the code given is ${cut(code)}`;
}

/** Others' words stay words: one line, not for ever long. */
function cut(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ').slice(0, 60);
}
