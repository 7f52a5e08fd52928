import type { Limits } from './contract.ts';

/**
 * Whether a text fits what its provider says of this pointer, whatever else is in the body: `checkLimits` then has nothing
 * against it. `false`: it may fit all the same, as where it is not used. `undefined`: any text fits.
 */
export function textFits(limits: Limits, pointer: string): ((text: string) => boolean) | undefined {
  const { patterns, maxLengths, phoneCountries } = limits;
  const regExp = patterns[pointer] === undefined ? undefined : new RegExp(patterns[pointer], 'u');
  const max = maxLengths[pointer] ?? Number.POSITIVE_INFINITY;
  const countries = pointer === '/customer/phone' ? phoneCountries?.map((code) => `+${code}`) : undefined;
  if (!regExp && max === Number.POSITIVE_INFINITY && !countries) return undefined;
  return (text) =>
    text.length <= max &&
    (regExp === undefined || regExp.test(text)) &&
    (countries === undefined || countries.some((code) => text.startsWith(code)));
}

/** In minor units. */
export function amountFits({ amount: { min, max } }: Limits): (amount: number) => boolean {
  return (amount) => amount >= min && amount <= max;
}

/** Whether an object at this pointer, or above it, is limited as a whole: its members cannot be looked at one by one. */
export function isLimitedAbove({ patterns, maxLengths }: Limits, pointer: string): boolean {
  return [...Object.keys(patterns), ...Object.keys(maxLengths)].some((each) =>
    pointer.startsWith(`${each}/`),
  );
}

/** Whether the provider says anything at all of a pointer. */
export function isLimited(limits: Limits, pointer: string): boolean {
  const { patterns, maxLengths, required, unsupported, someOf = [], unusedBeside = {} } = limits;
  return [
    ...Object.keys(patterns),
    ...Object.keys(maxLengths),
    ...required,
    ...unsupported,
    ...someOf.flatMap(({ pointers }) => pointers),
    ...Object.entries(unusedBeside).flat(),
  ].includes(pointer);
}
