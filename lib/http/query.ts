import type { FieldIssue } from '../errors.ts';
import { isForbiddenName } from './body.ts';
import { invalid, pointerOf } from './issues.ts';

export type QueryValue = string | string[] | { [name: string]: string };

/**
 * A query string as an object for a schema: `status=a&status=b` is a list of both, `metadata[order]=42` an object. The raw
 * text is read, since the gateway joins repeated values with commas.
 */
export function readQuery(raw: string): Record<string, QueryValue> {
  const found = new Map<string, QueryValue>();
  const faults: FieldIssue[] = [];
  const refuse = (name: string, code: string, detail: string) =>
    faults.push({ pointer: `/query${pointerOf([name])}`, code, detail });

  for (const [name, value] of new URLSearchParams(raw)) {
    const [, group, member] = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name) ?? [];
    const before = found.get(group ?? name);
    if (isForbiddenName(name) || isForbiddenName(group ?? '') || isForbiddenName(member ?? '')) {
      refuse(name, 'unknown_field', 'There is no such parameter.');
    } else if (group !== undefined && member !== undefined) {
      if (before === undefined) found.set(group, { [member]: value });
      else if (typeof before === 'object' && !Array.isArray(before) && before[member] === undefined) {
        before[member] = value;
      } else refuse(name, 'repeated', 'This parameter may stand once.');
    } else if (before === undefined) found.set(name, value);
    else if (typeof before === 'string') found.set(name, [before, value]);
    else if (Array.isArray(before)) before.push(value);
    else refuse(name, 'repeated', 'This parameter may stand once.');
  }
  if (faults.length > 0) throw invalid(faults);
  return Object.fromEntries(found);
}
