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
    case 'invalid_union':
      return one('invalid', 'The value is of no allowed form.');
    default:
      return one('invalid', 'The value is not valid.');
  }
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
