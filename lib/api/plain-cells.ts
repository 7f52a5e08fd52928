import type * as z from 'zod/mini';
import type { PlainCells } from '../batches/columns/plain-columns.ts';
import { isPlainText } from '../plain-text.ts';
import { CustomerInput } from './customer.ts';
import { LARGEST_AMOUNT } from './link-fields.ts';
import { NewLinkBody } from './links-create.ts';
import { isPlainPhone } from './phone.ts';

const { shape } = NewLinkBody;
const customer = CustomerInput.shape;
const address = customer.address.def.innerType.def.innerType.shape;

/** By dotted field. How long each may be, its schema says. */
const TEXTS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['reference', textOf(shape.reference)],
  ['description', textOf(shape.description)],
  ['customer.name', textOf(customer.name)],
  ['customer.first_name', textOf(customer.first_name)],
  ['customer.last_name', textOf(customer.last_name)],
  ['customer.reference', textOf(customer.reference)],
  ['customer.email', emailOf(customer.email)],
  ['customer.phone', isPlainPhone],
  ['customer.address.line1', textOf(address.line1)],
  ['customer.address.line2', textOf(address.line2)],
  ['customer.address.city', textOf(address.city)],
  ['customer.address.region', textOf(address.region)],
  ['customer.address.postal_code', textOf(address.postal_code)],
]);

/** What `POST /v1/links` is known to take as it is; what is not known to be, its schema decides. */
export const plainCells: PlainCells = {
  textAt: (field) => TEXTS.get(field),
  isAmount: (amount) => Number.isInteger(amount) && amount >= 1 && amount <= LARGEST_AMOUNT,
};

/** Words with single dots, hyphens and pluses between them, at a domain: fewer than the schema takes. */
const EMAIL = /^[a-z0-9_]+(?:[.+-][a-z0-9_]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/i;

type Optional<T> = { readonly def: { readonly innerType: { readonly def: { readonly innerType: T } } } };

function textOf(schema: Optional<z.core.$ZodString>) {
  const max = longest(schema.def.innerType.def.innerType);
  return (text: string) => text.length <= max && isPlainText(text);
}

function emailOf(schema: Optional<z.core.$ZodString>) {
  const isText = textOf(schema);
  return (text: string) => isText(text) && EMAIL.test(text);
}

function longest(schema: z.core.$ZodString): number {
  const [max] = (schema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) =>
    'maximum' in def && typeof def.maximum === 'number' ? [def.maximum] : [],
  );
  if (max === undefined) throw new Error('a text that may be of any length');
  return max;
}
