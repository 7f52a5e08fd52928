import * as z from 'zod/mini';
import type { BodyReaders } from '../batches/columns/check-row.ts';
import { issuesOf, withRequired } from '../http/issues.ts';
import { cardNumbersIn } from './card-number.ts';
import { CustomerInput } from './customer.ts';
import { maybe } from './fields.ts';
import { DeliveryInput, NewLinkBody, toNewLink } from './links-create.ts';

/**
 * Reads the create bodies of rows by the very rules of `POST /v1/links`. `paths`: of all members that any of the bodies
 * can have. A schema of nothing else takes half the time for each row.
 */
export const rowBodyReader: BodyReaders = (paths) => {
  const schema = schemaOf(paths);
  return (body) => {
    const cards = cardNumbersIn(body);
    const parsed = z.safeParse(schema, body);
    if (parsed.success && cards.length === 0) {
      const { data } = parsed;
      return { wanted: toNewLink(data), onDuplicate: data.on_duplicate ?? 'allow', body: data };
    }
    return { issues: [...cards, ...(parsed.success ? [] : withRequired(issuesOf(parsed.error), body))] };
  };
};

/** A row is its own link's alone: another one that is open is no answer for it. */
const RowOnDuplicate = maybe(z.enum(['allow', 'reject']));

/** The chunks of a batch have one: to make it takes as long as to check fifty rows. */
const known = new Map<string, ReturnType<typeof narrowed>>();
const MOST_KNOWN = 100;

function schemaOf(paths: readonly (readonly string[])[]) {
  const name = JSON.stringify(paths);
  const schema = known.get(name) ?? narrowed(paths);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, schema);
  return schema;
}

function narrowed(paths: readonly (readonly string[])[]) {
  const below = (top: string) => namesIn(paths.flatMap(([first, ...rest]) => (first === top ? [rest] : [])));
  const all = namesIn(paths);
  const schema = z.pick(NewLinkBody, { amount: true, currency: true, ...masked(NewLinkBody.shape, all) });
  return z.extend(schema, {
    customer: maybe(z.pick(CustomerInput, masked(CustomerInput.shape, below('customer')))),
    delivery: maybe(z.pick(DeliveryInput, masked(DeliveryInput.shape, below('delivery')))),
    on_duplicate: RowOnDuplicate,
  });
}

function namesIn(paths: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(paths.flatMap(([first]) => (first === undefined ? [] : [first])));
}

function masked<Shape extends object>(
  shape: Shape,
  names: ReadonlySet<string>,
): { [K in keyof Shape]?: true } {
  const mask: { [K in keyof Shape]?: true } = {};
  for (const name in shape) if (names.has(name)) mask[name] = true;
  return mask;
}
