import type { Content } from './content.ts';
import { fill, PLACEHOLDER, type Placeholder, type Values, valuesOf } from './fill.ts';
import { cutSeptets, septets, wholeInGsm } from './gsm-alphabet.ts';
import type { SmsWording } from './model/wording.ts';
import { oneLine, unlinked } from './one-line.ts';
import { smsSize, unitsWithin } from './sms-size.ts';
import { amountInGsm, LONGEST_SENDER, senderInGsm } from './sms-text.ts';

/** Own words may have as many segments; what that costs is theirs. */
export const MOST_SEGMENTS = 3;

/** How many septets, or UTF-16 units, of a value an SMS takes; more is cut. The url is never cut. */
const MOST: Readonly<Record<Exclude<Placeholder, 'url'>, number>> = {
  sender: LONGEST_SENDER,
  name: 30,
  amount: 24,
  remaining: 24,
  description: 60,
  reference: 40,
  due_on: 30,
  expires: 66,
  expires_on: 30,
};

/**
 * The own words with what there is to say put in. Words in GSM-7 stay so: values are put into GSM-7 too, and one whose
 * letters it does not have is left out, so that no customer's name makes a message three times as dear.
 */
export function ownSms({ text }: SmsWording, content: Content): string {
  const all = isGsm(text) ? inGsm(content) : asTheyAre(content);
  const cut = isGsm(text) ? cutSeptets : cutUnits;
  const short = mapped((name) => (name === 'url' ? all.url : all[name] && cut(all[name], MOST[name])));
  return fill(text, short);
}

/** Units by which the longest text of these words is over what `MOST_SEGMENTS` hold, whatever is put in. */
export function unitsOver({ text }: SmsWording, url: string): number {
  const longest = mapped((name) => (name === 'url' ? url : 'x'.repeat(MOST[name])));
  const { units, encoding } = smsSize(fill(text, longest));
  return Math.max(0, units - unitsWithin(MOST_SEGMENTS, encoding));
}

function isGsm(words: string): boolean {
  return septets(words.replace(PLACEHOLDER, '')) !== undefined;
}

function inGsm(content: Content): Values {
  const values = valuesOf(content);
  const amount = amountInGsm(content);
  const said = mapped((name) => {
    const value = values[name] === undefined ? undefined : wholeInGsm(values[name]);
    // What is made of other dots may be one.
    return value === undefined ? undefined : oneLine(unlinked(value));
  });
  return {
    ...said,
    sender: senderInGsm(content),
    amount,
    remaining: content.partly ? amount : undefined,
    url: content.url,
  };
}

/** An amount is said whole or in fewer characters, never cut. */
function asTheyAre(content: Content): Values {
  const { amount = '', plainAmount } = content;
  return valuesOf(amount.length > MOST.amount ? { ...content, amount: plainAmount } : content);
}

function mapped(value: (name: Placeholder) => string | undefined): Values {
  return {
    sender: value('sender'),
    name: value('name'),
    amount: value('amount'),
    remaining: value('remaining'),
    description: value('description'),
    reference: value('reference'),
    due_on: value('due_on'),
    expires: value('expires'),
    expires_on: value('expires_on'),
    url: value('url'),
  };
}

/** As many whole characters as fit; an ellipsis where some are missing. */
function cutUnits(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
