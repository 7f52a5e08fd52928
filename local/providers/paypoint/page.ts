import { type Answer, type Call, htmlAnswer } from '../server.ts';
import { Refusal } from './answers.ts';
import { poundsTyped } from './money.ts';
import { closedPage, outcomePage, passphrasePage, paymentPage } from './page-markup.ts';
import { longUrl } from './page-urls.ts';
import { checkPayable, due, pay, view } from './payer.ts';
import { find, type Link, type Paypoint } from './state.ts';

/** Whether this is the payment page, or a short url that leads there; a path without its query. */
export function isPage(method: string, path: string): boolean {
  return ['GET', 'HEAD', 'POST'].includes(method) && path.startsWith('/pay/');
}

/** GET shows the page, POST acts, HEAD does nothing. */
export function answerPage(paypoint: Paypoint, call: Call): Answer {
  const short = shortOf(call);
  const link = linkOf(paypoint, short ?? call.path.slice('/pay/paybylink/'.length), short !== undefined);
  try {
    if (!link || (!short && !call.path.startsWith('/pay/paybylink/')))
      throw new Refusal(404, 'This payment link does not exist.');
    if (short) return found(longUrl(paypoint, link));
    const form = call.method === 'POST' ? formOf(call) : {};
    const asked = askPassphrase(link, call.method, form.passphrase);
    if (asked) return asked;
    checkPayable(paypoint, link);
    if (form.action !== undefined) return act(paypoint, link, form);
    if (call.method === 'POST' && form.passphrase === undefined)
      throw new Refusal(422, 'This page has no such action.');
    if (call.method !== 'HEAD') view(paypoint, link);
    return htmlAnswer(200, paymentPage(link));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const again = link && error.status === 422 ? longUrl(paypoint, link) : undefined;
    return htmlAnswer(error.status, closedPage(error, again));
  }
}

type Form = Partial<Record<'action' | 'amount' | 'passphrase', string>>;

function act(paypoint: Paypoint, link: Link, { action, amount = '' }: Form): Answer {
  switch (action) {
    case 'pay':
      if (amount !== '' && poundsTyped(amount) !== due(link))
        throw new Refusal(422, 'This button pays all that is due.');
      pay(paypoint, link, due(link));
      return outcome(paypoint, link, 'paid');
    case 'partial': {
      const part = poundsTyped(amount) ?? 0;
      if (part < 1 || part > due(link))
        throw new Refusal(422, 'The part must be an amount in pounds, and not more than is due.');
      pay(paypoint, link, part);
      return outcome(paypoint, link, due(link) === 0 ? 'paid' : 'part_paid');
    }
    case 'fail':
      return outcome(paypoint, link, 'failed');
    case 'cancel':
      return outcome(paypoint, link, 'cancelled');
    default:
      throw new Refusal(422, 'This page has no such action.');
  }
}

function outcome(
  paypoint: Paypoint,
  link: Link,
  what: 'paid' | 'part_paid' | 'failed' | 'cancelled',
): Answer {
  return htmlAnswer(200, outcomePage(link, what, longUrl(paypoint, link)));
}

/** The passphrase comes before anything else, even before a word on whether the link is still open. */
function askPassphrase(link: Link, method: string, given: string | undefined): Answer | undefined {
  if (link.passphrase === null || given === link.passphrase) return undefined;
  return htmlAnswer(method === 'POST' ? 403 : 200, passphrasePage(method === 'POST'));
}

const fields = ['action', 'amount', 'passphrase'];

function formOf({ headers, body }: Call): Form {
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw new Refusal(422, 'A form was expected.');
  const form = new URLSearchParams(body);
  if ([...form.keys()].some((name) => !fields.includes(name)))
    throw new Refusal(422, 'The form has a field that this page does not have.');
  return Object.fromEntries(form);
}

function shortOf({ method, path }: Call): string | undefined {
  return method === 'POST' ? undefined : /^\/pay\/([A-Za-z0-9]{8})$/.exec(path)?.[1];
}

function linkOf({ state }: Paypoint, name: string, isShort: boolean): Link | undefined {
  const id = isShort ? find(state.shorts, name) : name.toLowerCase();
  const link = id === undefined ? undefined : find(state.links, id);
  return link?.deleted_at === null ? link : undefined;
}

function found(location: string): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}
