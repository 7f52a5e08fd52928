import type * as z from 'zod/mini';
import { AppError, type FieldIssue } from '../errors.ts';

/** Every fault of a request at once. Pointers lead into the body, or below `/query`, `/path` and `/header`. */
export function invalid(errors: readonly FieldIssue[]): AppError {
  return new AppError('validation_error', {
    detail: 'One or more fields are not valid; see errors.',
    errors: errors.slice(0, MOST_ISSUES),
  });
}

/** As many faults as one answer tells. */
const MOST_ISSUES = 100;

/** What a schema found, with the pointers below `base`. Never shows what was sent. */
export function issuesOf(error: z.core.$ZodError, base = ''): FieldIssue[] {
  return error.issues.flatMap((issue) => issuesOfOne(issue, base));
}

/** A field that is missing is told so, not as one of the wrong type. */
export function withRequired(issues: readonly FieldIssue[], sent: unknown): FieldIssue[] {
  return issues.map((issue) =>
    issue.code !== 'unknown_field' && valueAt(sent, issue.pointer) === undefined
      ? { pointer: issue.pointer, code: 'required', detail: 'This field is required.' }
      : issue,
  );
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, part) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? Reflect.get(at, part) : undefined,
      value,
    );
}

export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function issuesOfOne(issue: z.core.$ZodIssue, base: string): FieldIssue[] {
  const pointer = `${base}${pointerOf(issue.path)}`;
  const one = (code: string, detail: string): FieldIssue[] => [{ pointer, code, detail }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: `${pointer}${pointerOf([key])}`,
        code: 'unknown_field',
        detail: 'There is no such field.',
      }));
    case 'invalid_type':
      return one('wrong_type', `This must be ${TYPES[issue.expected] ?? issue.expected}.`);
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? one('too_small', `At least ${issue.minimum}.`)
        : one('too_short', `At least ${issue.minimum} ${UNITS[issue.origin] ?? ''}.`.replace(' .', '.'));
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? one('too_large', `At most ${issue.maximum}.`)
        : one('too_long', `At most ${issue.maximum} ${UNITS[issue.origin] ?? ''}.`.replace(' .', '.'));
    case 'invalid_value':
      return one('not_allowed', `One of: ${issue.values.map(String).join(', ')}.`);
    case 'invalid_format':
      return one(
        'wrong_format',
        issue.message === 'Invalid input' ? 'The format is not valid.' : issue.message,
      );
    case 'custom':
      return one(typeof issue.params?.code === 'string' ? issue.params.code : 'invalid', issue.message);
    case 'invalid_key':
      return one('invalid_name', 'The name of this field is not valid.');
    case 'invalid_union': {
      const meant = meantOf(issue.errors);
      return meant
        ? meant.flatMap((below) => issuesOfOne(below, pointer))
        : one('invalid', 'The value is of no allowed form.');
    }
    default:
      return one('invalid', 'The value is not valid.');
  }
}

/**
 * What is wrong with the one form that was meant, so that it is told of the field and not of the whole: the form whose
 * type it is, and of several the one with the fewest fields that it does not know. `undefined`: there is no telling.
 */
function meantOf(forms: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const [first, second] = forms
    .filter((form) => !form.some(({ path, code }) => path.length === 0 && OTHER_TYPE.has(code)))
    .map((form) => ({ form, strange: form.flatMap(strangeFields).length }))
    .sort((a, b) => a.strange - b.strange);
  return first && first.strange !== second?.strange ? first.form : undefined;
}

const OTHER_TYPE: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

function strangeFields(issue: z.core.$ZodIssue): readonly string[] {
  return issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'elements' };
