import { PATHS } from '../lib/api/paths.ts';
import { ROUTES } from '../lib/api/routes.ts';
import { type Schema, schemaCollector } from './openapi-schemas.ts';

/** Whether the API has this place: a call, a query parameter of it, or a pointer into its body (of GET: its answer). */
export function isPlace(place: string): boolean {
  const [, call = '', pointer, parameter] = /^([^#?]+)(?:#(\/\S+)|\?(\w+).*)?$/.exec(place) ?? [];
  const [method = '', path = ''] = call.split(' ');
  if (!PATHS[path]?.includes(method)) return false;
  if (pointer === undefined && parameter === undefined) return true;
  const route = ROUTES.find((one) => one.method === method && one.path === path);
  if (route === undefined) return false;
  const schemas = schemaCollector();
  const { components } = schemas;
  if (parameter !== undefined) {
    return hasMember(schemas.inline(route.query, 'input'), [parameter], components);
  }
  const schema =
    method === 'GET' ? schemas.inline(route.returns.body, 'output') : schemas.inline(route.body, 'input');
  return hasMember(schema, (pointer ?? '').split('/').slice(1), components);
}

function hasMember(
  schema: Schema,
  [name, ...rest]: readonly string[],
  components: Readonly<Record<string, Schema>>,
): boolean {
  if (name === undefined) return true;
  const { $ref, anyOf, properties = {}, additionalProperties } = schema;
  if ($ref !== undefined) {
    const named = components[$ref.split('/').at(-1) ?? ''];
    return named !== undefined && hasMember(named, [name, ...rest], components);
  }
  if (anyOf !== undefined) return anyOf.some((one) => hasMember(one, [name, ...rest], components));
  const member = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (member !== undefined) return hasMember(member, rest, components);
  // An open object takes any name; which ones are meant is for the provider's own schema to say.
  return typeof additionalProperties === 'object' && additionalProperties !== null;
}
