import type { Content } from './content.ts';
import { cutSeptets, septets, toGsm } from './gsm-alphabet.ts';
import type { TextKind } from './model/wording.ts';
import { unlinked } from './one-line.ts';

type SmsContent = Pick<
  Content,
  'sender' | 'url' | 'amount' | 'plainAmount' | 'partly' | 'description' | 'expiresOn'
>;

const SEGMENT = 160;
/** A sender's name longer than this leaves no room for what it says. */
export const LONGEST_SENDER = 30;
/** A description cut shorter than this says nothing. */
const SHORTEST = 8;
/** Where a name has no letter of GSM-7 in it: something must stand in front. */
const NAMELESS = 'Payment request';
/** No amount and no purpose before the url: what a locked screen shows must tell nobody of a debt. */
const OPENINGS: Readonly<Record<TextKind, string>> = {
  first: ': here is your secure link ',
  reminder: ': a reminder of your secure link ',
};

/**
 * Our own text: one GSM-7 segment of sender, a neutral opening, the url, then as much of amount, end (of a reminder) and
 * purpose as there is room for. With urls of more than about 95 characters the name is shortened, the opening dropped;
 * only a url that fills a segment by itself makes it several.
 */
export function smsText(kind: TextKind, content: SmsContent): string {
  const { url } = content;
  const sender = senderInGsm(content);
  const room = SEGMENT - lengthOf(url);
  const head = `${cutSeptets(sender, LONGEST_SENDER)}${OPENINGS[kind]}${url}`;
  if (lengthOf(head) <= SEGMENT) return head + tail(kind, content, SEGMENT - lengthOf(head));
  return `${cutSeptets(sender, Math.min(LONGEST_SENDER, Math.max(room - 2, SHORTEST)))}: ${url}`;
}

export function senderInGsm({ sender }: Pick<Content, 'sender'>): string {
  return toGsm(sender) || NAMELESS;
}

/** The amount in GSM-7, as people write it where that can be. */
export function amountInGsm({ amount, plainAmount }: Pick<Content, 'amount' | 'plainAmount'>) {
  return amount === undefined || septets(amount) === undefined ? plainAmount : amount;
}

/** In brackets, the most important first; what has no room is left out, a purpose is cut. */
function tail(kind: TextKind, content: SmsContent, room: number): string {
  const sum = amountInGsm(content);
  const purpose = unlinked(toGsm(content.description ?? ''));
  let said = '';
  const roomLeft = () => room - lengthOf(wrapped(said)) - (said === '' ? 0 : 2);
  const add = (part: string | undefined) => {
    if (!part || lengthOf(part) > roomLeft()) return;
    said += said === '' ? part : `, ${part}`;
  };
  add(sum && (content.partly ? `${sum} left` : sum));
  if (kind === 'reminder') add(`open until ${content.expiresOn}`);
  const cut = cutSeptets(purpose, Math.max(0, roomLeft()));
  if (lengthOf(cut) >= Math.min(SHORTEST, lengthOf(purpose))) add(cut);
  return said === '' ? '' : wrapped(said);
}

function wrapped(said: string): string {
  return ` (${said})`;
}

/** A url outside GSM-7 makes the whole text UCS-2; no short url of ours is. */
function lengthOf(text: string): number {
  return septets(text) ?? text.length;
}
