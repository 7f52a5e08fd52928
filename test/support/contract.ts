import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OpenApi } from '../../build/openapi-document.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8');
const document: OpenApi = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'));
const validators = new Map<string, z.ZodType>();

/** Throws where an answer is not what the OpenAPI document says of its operation, status, type and body. */
export function holdAgainstContract(
  call: { method: string; path: string },
  answer: { status: number; headers: Record<string, string>; body: unknown },
): void {
  const place = `${call.method} ${call.path} ${answer.status}`;
  const operation = document.paths[call.path]?.[call.method.toLowerCase()];
  if (!operation) return;
  const said = operation.responses[answer.status];
  if (!said) throw new Error(`${place} is not in the document`);
  if (!answer.headers['request-id']) throw new Error(`${place} has no Request-Id`);
  if (!said.content) {
    if (answer.body !== undefined) throw new Error(`${place} has a body`);
    return;
  }
  const type = answer.headers['content-type'] ?? '';
  const content = said.content[type];
  if (!content) throw new Error(`${place} is ${type}, which is not in the document`);
  if (!type.includes('json')) return;
  const found = validatorOf(place, content.schema).safeParse(answer.body);
  if (!found.success) throw new Error(`${place} is not as documented: ${z.prettifyError(found.error)}`);
  const code: unknown = Object(answer.body).code;
  if (answer.status >= 400 && !(content.examples && String(code) in content.examples)) {
    throw new Error(`${place} does not document the problem ${code}`);
  }
}

function validatorOf(place: string, schema: object): z.ZodType {
  const known = validators.get(place);
  if (known) return known;
  // The parser knows JSON Schema by its own types; the document is JSON.
  const whole = { ...schema, $defs: document.components.schemas } as Parameters<typeof z.fromJSONSchema>[0];
  const made = z.fromJSONSchema(whole);
  validators.set(place, made);
  return made;
}
