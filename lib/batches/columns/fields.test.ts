import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { NewLinkBody } from '../../api/links-create.ts';
import { providers } from '../../providers/registry.ts';
import { FIELDS, pathOf } from './fields.ts';
import { fieldOf } from './name-column.ts';
import { SPELLINGS } from './spellings.ts';

/** Dotted names of everything in a schema that is no object of known members. */
function leaves(schema: z.core.$ZodType, name = ''): string[] {
  const { def } = schema._zod;
  if ('innerType' in def) return leaves(def.innerType as z.core.$ZodType, name);
  if (def.type !== 'object') return [name];
  const { shape } = def as z.core.$ZodObjectDef;
  return Object.entries(shape).flatMap(([key, member]) => leaves(member, name ? `${name}.${key}` : key));
}

describe('the fields of a file', () => {
  it('are all those of a create body, each once', () => {
    const families = ['metadata', 'provider_options'];
    const wanted = leaves(NewLinkBody).filter((name) => !families.includes(name));
    const names = FIELDS.map(({ name }) => name);
    expect(names.filter((name) => name !== 'amount_major').sort()).toEqual(wanted.sort());
    expect(new Set(names).size).toBe(names.length);
    expect(pathOf('amount_major')).toEqual(['amount']);
  });

  it('have members of their own naming', () => {
    const names = { options: ['client_code'] };
    expect(fieldOf('Metadata.Order No. 1', names)).toMatchObject({
      field: 'metadata.Order No. 1',
      path: ['metadata', 'Order No. 1'],
    });
    expect(fieldOf('PROVIDER_OPTIONS.client_code', names)?.path).toEqual(['provider_options', 'client_code']);
    for (const none of [
      'metadata.',
      'metadata.__proto__',
      'metadata.a[b]',
      'provider_options.x',
      'customer',
    ]) {
      expect(fieldOf(none, names)).toBeUndefined();
    }
  });
});

describe('the spellings of the providers', () => {
  it('are there for each, and lead to fields that are there', () => {
    expect(Object.keys(SPELLINGS).sort()).toEqual(providers.map(({ id }) => id).sort());
    for (const { id, limits } of providers) {
      const { names = {}, words = {} } = SPELLINGS[id] ?? {};
      for (const field of [...Object.values(names), ...Object.keys(words)]) {
        expect(fieldOf(field, limits), `${id} ${field}`).toMatchObject({ field });
      }
    }
  });

  it('have every option of each provider', () => {
    // Names of a person: the common fields hold them.
    const common = ['first_name', 'last_name'];
    for (const { id, limits } of providers) {
      const spelled = Object.values(SPELLINGS[id]?.names ?? {});
      const lacking = limits.options.filter(
        (name) => !common.includes(name) && !spelled.includes(`provider_options.${name}`),
      );
      expect(lacking, id).toEqual([]);
    }
  });
});
