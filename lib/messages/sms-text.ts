import type { Content } from './content.ts';
import { cutSeptets, septets, toGsm } from './gsm-alphabet.ts';

type SmsContent = Pick<Content, 'sender' | 'url' | 'amount' | 'plainAmount' | 'description'>;

const SEGMENT = 160;
/** A sender's name longer than this leaves no room for what it says. */
const SENDER = 30;
/** A description cut shorter than this says nothing. */
const SHORTEST = 8;
/** Where a name has no letter of GSM-7 in it: something must stand in front. */
const NAMELESS = 'Payment request';
/** No amount and no purpose before the url: what a locked screen shows must tell nobody of a debt. */
const OPENING = ': here is your secure link ';

/**
 * One GSM-7 segment: sender, a neutral opening, the url, then as much of amount and purpose as there is room for. With
 * urls of more than about 100 characters the name is shortened, the opening dropped; only a url that fills a segment by
 * itself makes it several.
 */
export function smsText(content: SmsContent): string {
  const { url } = content;
  const sender = toGsm(content.sender) || NAMELESS;
  const room = SEGMENT - lengthOf(url);
  const head = `${cutSeptets(sender, SENDER)}${OPENING}${url}`;
  if (lengthOf(head) <= SEGMENT) return head + tail(content, SEGMENT - lengthOf(head));
  return `${cutSeptets(sender, Math.min(SENDER, Math.max(room - 2, SHORTEST)))}: ${url}`;
}

function tail({ amount, plainAmount, description = '' }: SmsContent, room: number): string {
  const sum = ` (${septets(amount) === undefined ? plainAmount : amount}`;
  const left = room - lengthOf(sum) - 1;
  if (left < 0) return '';
  const purpose = cutSeptets(toGsm(description), left - 2);
  return lengthOf(purpose) < Math.min(SHORTEST, lengthOf(toGsm(description))) || purpose === ''
    ? `${sum})`
    : `${sum}, ${purpose})`;
}

/** A url outside GSM-7 makes the whole text UCS-2; no short url of ours is. */
function lengthOf(text: string): number {
  return septets(text) ?? text.length;
}
