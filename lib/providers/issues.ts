import type * as z from 'zod/mini';
import type { FieldIssue } from '../errors.ts';

/** Schema issues as pointers below `base`. Never shows a value: it may be a credential. */
export function toFieldIssues(error: z.core.$ZodError, input: unknown, base = ''): readonly FieldIssue[] {
  return error.issues.flatMap((issue): FieldIssue[] => {
    const at = `${base}${toPointer(issue.path)}`;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: `${at}${toPointer([key])}`,
        code: 'unknown_field',
        detail: 'This provider has no such field.',
      }));
    }
    const missing = valueAt(input, issue.path) === undefined;
    return [
      missing
        ? { pointer: at, code: 'required', detail: 'This provider needs this field.' }
        : { pointer: at, code: 'invalid', detail: 'This provider does not take this value.' },
    ];
  });
}

function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    input,
  );
}
