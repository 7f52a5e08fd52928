import type { Limits } from '../../providers/contract.ts';
import { isLimited, textFits } from '../../providers/fits.ts';
import { valuesOf } from '../../providers/limits.ts';

/** Of a create body. */
export interface Names {
  name?: string;
  first_name?: string;
  last_name?: string;
}

/**
 * Whether the names that a provider makes of others (the last word of `name`, or both parts together) fit it, and are there
 * as they are with `like`. What is given as it is has been looked at in its own column. `undefined`: it makes none that matter.
 */
export function namesFit(limits: Limits, like: Names): ((names: Names) => boolean) | undefined {
  const made = (['name', 'first_name', 'last_name'] as const)
    .filter((name) => like[name] === undefined)
    .map((name) => `/customer/${name}`)
    .filter((pointer) => isLimited(limits, pointer))
    .map((pointer) => ({ pointer, fits: textFits(limits, pointer), isThere: hasText(like, pointer) }));
  if (made.length === 0) return undefined;
  return (names) => {
    const valueAt = valuesOf({ customer: names });
    return made.every(({ pointer, fits, isThere }) => {
      const value = valueAt(pointer);
      if (typeof value !== 'string') return !isThere;
      return isThere && (fits === undefined || fits(value));
    });
  };
}

function hasText(customer: Names, pointer: string): boolean {
  return typeof valuesOf({ customer })(pointer) === 'string';
}

/** The full name that a new link keeps where none is given. */
export function fullName({ first_name, last_name }: Names): string {
  return [first_name, last_name].filter((part) => part !== undefined).join(' ');
}
