import type { FieldIssue } from '../errors.ts';
import type { Limits } from './contract.ts';

/** The value of a create body at a JSON pointer in the API's naming; undefined, null: not given. */
export type ValueAt = (pointer: string) => unknown;

/**
 * What the provider would refuse, found before the network. Details hold no value of the body. `now` in epoch ms.
 * `capability_not_supported` marks what the provider has no way to honour.
 */
export function checkLimits(limits: Limits, valueAt: ValueAt, now: number): FieldIssue[] {
  return [
    ...moneyIssues(limits, valueAt),
    ...presenceIssues(limits, valueAt),
    ...textIssues(limits, valueAt),
    ...phoneIssues(limits, valueAt),
    ...expiryIssues(valueAt, now),
    ...channelIssues(limits, valueAt),
  ];
}

/**
 * Reads an API-shaped create body. A customer's name is found both ways: `name` out of `first_name` and `last_name`, and
 * these two out of `name`, split at its last word (one word gives no last name).
 */
export function valuesOf(body: Readonly<Record<string, unknown>>): ValueAt {
  return (pointer) => {
    const value = valueAtPointer(body, pointer);
    if (isGiven(value) || !NAMES.has(pointer)) return value;
    const [name, first, last] = ['name', 'first_name', 'last_name'].map((key) =>
      valueAtPointer(body, `/customer/${key}`),
    );
    const words = typeof name === 'string' ? name.trim().split(/\s+/) : [];
    switch (pointer) {
      case '/customer/name':
        return [first, last].filter(isGiven).join(' ') || undefined;
      case '/customer/first_name':
        return words.slice(0, -1).join(' ') || undefined;
      case '/customer/last_name':
        return words.length > 1 ? words.at(-1) : undefined;
      default:
        return value;
    }
  };
}

const NAMES: ReadonlySet<string> = new Set(['/customer/name', '/customer/first_name', '/customer/last_name']);

function valueAtPointer(body: unknown, pointer: string): unknown {
  let value = body;
  for (const part of pathOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

/** Pointers come from limits: there are few, and a file of links asks for them again and again. */
const paths = new Map<string, readonly string[]>();
const MOST_KNOWN = 1000;

function pathOf(pointer: string): readonly string[] {
  const known = paths.get(pointer);
  if (known) return known;
  const parts = pointer.split('/').slice(1);
  const path = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (paths.size >= MOST_KNOWN) paths.clear();
  paths.set(pointer, path);
  return path;
}

function moneyIssues({ currencies, amount: { min, max } }: Limits, valueAt: ValueAt): FieldIssue[] {
  const amount = valueAt('/amount');
  const currency = valueAt('/currency');
  const issues: FieldIssue[] = [];
  if (typeof currency === 'string' && !currencies.includes(currency)) {
    issues.push(
      issue('/currency', 'currency_not_supported', `This provider takes ${currencies.join(', ')}.`),
    );
  }
  if (typeof amount === 'number' && amount < min) {
    issues.push(issue('/amount', 'amount_too_small', `The least amount is ${min} in minor units.`));
  }
  if (typeof amount === 'number' && amount > max) {
    issues.push(issue('/amount', 'amount_too_large', `The largest amount is ${max} in minor units.`));
  }
  return issues;
}

function presenceIssues(limits: Limits, valueAt: ValueAt): FieldIssue[] {
  const issues: FieldIssue[] = [];
  for (const pointer of limitsOf(limits).required) {
    if (!isGiven(valueAt(pointer)))
      issues.push(issue(pointer, 'required', 'This provider needs this field.'));
  }
  for (const pointer of limits.unsupported) {
    if (!asksForSomething(valueAt(pointer))) continue;
    issues.push(issue(pointer, 'capability_not_supported', 'This provider cannot do this.'));
  }
  for (const { pointers, absent } of limits.someOf ?? []) {
    const satisfied = pointers.some((pointer) => {
      const value = valueAt(pointer);
      return isGiven(value) ? value !== false : absent === 'counts';
    });
    if (satisfied) continue;
    const detail = `This provider needs one of ${pointers.join(', ')}.`;
    issues.push(issue(pointers[0] ?? '', 'required', detail));
  }
  const sender = valueAt('/delivery/sender');
  const senders: readonly unknown[] = limits.senders;
  if (isGiven(sender) && !senders.includes(sender)) {
    const detail = `Senders here: ${limits.senders.join(', ')}.`;
    issues.push(issue('/delivery/sender', 'capability_not_supported', detail));
  }
  return issues;
}

/** Of a list, every element must fit. */
function textIssues(limits: Limits, valueAt: ValueAt): FieldIssue[] {
  const { patterns, longest } = limitsOf(limits);
  const issues: FieldIssue[] = [];
  for (const { pointer, pattern, regExp } of patterns) {
    const value = valueAt(pointer);
    if (!isGiven(value) || isUnused(limits, pointer, valueAt)) continue;
    if (textsOf(value).every((text) => regExp.test(text))) continue;
    issues.push(issue(pointer, 'pattern', `This provider takes only what matches ${pattern}`));
  }
  for (const { pointer, max } of longest) {
    const value = valueAt(pointer);
    if (!isGiven(value)) continue;
    const texts = isUnused(limits, pointer, valueAt) ? [] : textsOf(value);
    if ([...texts, ...mapText(value)].every((text) => text.length <= max || [...text].length <= max))
      continue;
    issues.push(issue(pointer, 'too_long', `At most ${max} characters.`));
  }
  return issues;
}

function isUnused({ unusedBeside }: Limits, pointer: string, valueAt: ValueAt): boolean {
  const other = unusedBeside?.[pointer];
  return other !== undefined && isGiven(valueAt(other));
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Limits as they are asked for again and again: those of one account are one object. */
interface Prepared {
  required: readonly string[];
  patterns: readonly { pointer: string; pattern: string; regExp: RegExp }[];
  longest: readonly { pointer: string; max: number }[];
}

const prepared = new WeakMap<Limits, Prepared>();

function limitsOf(limits: Limits): Prepared {
  const known = prepared.get(limits);
  if (known) return known;
  const made: Prepared = {
    required: [...new Set(['/amount', '/currency', ...limits.required])],
    patterns: Object.entries(limits.patterns).map(([pointer, pattern]) => ({
      pointer,
      pattern,
      regExp: new RegExp(pattern, 'u'),
    })),
    longest: Object.entries(limits.maxLengths).map(([pointer, max]) => ({ pointer, max })),
  };
  prepared.set(limits, made);
  return made;
}

/** A map travels as its JSON text, which is what may be too long. */
function mapText(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [JSON.stringify(value)] : [];
}

function phoneIssues({ phoneCountries, phoneCountriesFor }: Limits, valueAt: ValueAt): FieldIssue[] {
  const phone = valueAt('/customer/phone');
  const isNativeSms =
    valueAt('/delivery/sender') === 'provider' && [valueAt('/delivery/channels')].flat().includes('sms');
  if (phoneCountriesFor === 'native_sms' && !isNativeSms) return [];
  if (phoneCountries === undefined || typeof phone !== 'string') return [];
  if (phoneCountries.some((code) => phone.startsWith(`+${code}`))) return [];
  return [
    issue(
      '/customer/phone',
      'phone_country',
      `This provider takes numbers of +${phoneCountries.join(', +')}.`,
    ),
  ];
}

/** Nobody is to get a message that was not asked for, or to miss one that was. */
function channelIssues({ senders, sendsAtCreation = [] }: Limits, valueAt: ValueAt): FieldIssue[] {
  if (sendsAtCreation.length === 0) return [];
  const sent: readonly unknown[] = sendsAtCreation;
  const asked = [valueAt('/delivery/channels')].flat().filter(isGiven);
  const detail = `This account sends by ${sendsAtCreation.join(' and ')} when it makes a link.`;
  return [
    ...(sent.every((channel) => asked.includes(channel))
      ? []
      : [issue('/delivery/channels', 'required', detail)]),
    ...(senders.includes('service') || asked.every((channel) => sent.includes(channel))
      ? []
      : [issue('/delivery/channels', 'not_allowed', `${detail} Nobody sends otherwise.`)]),
  ];
}

/** Any end that is not in the future is refused by us: providers differ in whether they would. */
function expiryIssues(valueAt: ValueAt, now: number): FieldIssue[] {
  const value = valueAt('/expires_at');
  const at = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof at !== 'number' || at > now) return [];
  return [issue('/expires_at', 'in_past', 'The end must lie in the future.')];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function asksForSomething(value: unknown): boolean {
  return isGiven(value) && value !== false && !(Array.isArray(value) && value.length === 0);
}

function issue(pointer: string, code: string, detail: string): FieldIssue {
  return { pointer, code, detail };
}
