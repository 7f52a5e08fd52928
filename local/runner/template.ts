import { readFileSync } from 'node:fs';
import { INTRINSICS, intrinsicOf } from './intrinsics.ts';
import { RESOURCE_ATTRIBUTES, RESOURCE_TYPES, TEMPLATE_SECTIONS } from './resource-types.ts';

export interface Resource {
  readonly type: string;
  /** As written, intrinsics unresolved. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Logical id → resource, in the template's order. */
export type Template = ReadonlyMap<string, Resource>;

/** Reads what `serverless package` has written; see {@link parseTemplate}. */
export function readTemplate(file: string): Template {
  return parseTemplate(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * The template's resources. Anything outside the closed list of sections, types, properties and intrinsics is an
 * error that names each of them.
 */
export function parseTemplate(template: unknown): Template {
  const { Resources, ...rest } = record(template);
  const unknown: string[] = Object.keys(rest)
    .filter((section) => !TEMPLATE_SECTIONS.includes(section))
    .map((section) => `section ${section}`);
  const resources = new Map<string, Resource>();
  for (const [id, value] of Object.entries(record(Resources))) {
    const definition = record(value);
    const type = String(definition.Type);
    const properties = record(definition.Properties ?? {});
    unknown.push(...unsupported(id, type, definition, properties));
    resources.set(id, { type, properties });
  }
  if (unknown.length > 0)
    throw new Error(
      `The local stack cannot run this template; local/runner/resource-types.ts and intrinsics.ts know nothing of:\n  ${unknown.join('\n  ')}`,
    );
  return resources;
}

export function ofType(template: Template, type: string): [id: string, properties: Resource['properties']][] {
  return [...template].flatMap(([id, resource]) =>
    resource.type === type ? [[id, resource.properties]] : [],
  );
}

export function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`expected an object, not ${JSON.stringify(value)}`);
  return { ...value };
}

function unsupported(id: string, type: string, definition: object, properties: object): string[] {
  const known = RESOURCE_TYPES[type];
  if (!known) return [`resource type ${type} (${id})`];
  const allowed = known.properties;
  return [
    ...Object.keys(definition)
      .filter((attribute) => !RESOURCE_ATTRIBUTES.includes(attribute))
      .map((attribute) => `attribute ${attribute} of ${id} (${type})`),
    ...Object.keys(properties)
      .filter((property) => allowed !== 'any' && !allowed.includes(property))
      .map((property) => `property ${property} of ${id} (${type})`),
    ...(allowed === 'any' ? [] : intrinsicsIn(properties))
      .filter((intrinsic) => !INTRINSICS.includes(intrinsic))
      .map((intrinsic) => `intrinsic ${intrinsic} in ${id} (${type})`),
  ];
}

function intrinsicsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? undefined : intrinsicOf(value);
  // An IAM statement may hold one key called Condition, which is no intrinsic: it holds operators, not a name.
  const isOperators = own === 'Condition' && typeof Object.values(value)[0] === 'object';
  return [...(own && !isOperators ? [own] : []), ...Object.values(value).flatMap(intrinsicsIn)];
}
