import { PROBLEMS } from '../lib/http/problem.ts';
import { STYLE } from './docs-page-style.ts';
import type { Answer, OpenApi, Operation, Parameter } from './openapi-document.ts';
import type { Schema } from './openapi-schemas.ts';

/** The document for people: one HTML file without script and without anything from elsewhere. */
export function docsPage(document: OpenApi): string {
  const groups = document.tags.map((tag) => ({ ...tag, calls: callsOf(document, tag.name) }));
  const sections = groups.map(
    ({ name, description, calls }) => `<section aria-labelledby="${slug(name)}">
<h2 id="${slug(name)}">${text(name)}</h2><p>${text(description)}</p>
${calls.map((call) => callArticle(call, document)).join('\n')}
</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Paylinks API</title><style>${STYLE}</style></head>
<body><a class="skip" href="#content">To the content</a>
<header class="layout"><h1>Paylinks API</h1></header><div class="layout two">
<nav aria-label="Operations"><details class="menu" open><summary>Operations</summary>${groups.map(navigation).join('')}
<h2>Everywhere</h2><ul><li><a href="#problems">Problems</a></li><li><a href="/openapi.json">OpenAPI 3.1 document</a></li></ul></details></nav>
<main id="content"><p>${marked(document.info.description)}</p>
<h2 id="start">The first link</h2>
<pre tabindex="0"><code>${text(CURL)}</code></pre>
<p>The answer holds <code>url</code>: the short url to be opened by your customer. Keys come from <code>POST /v1/api_keys</code>; the first one is printed when the organisation is made.</p>
${sections.join('\n')}
${problems()}
</main></div></body></html>
`;
}

interface Call {
  method: string;
  path: string;
  operation: Operation;
}

const CURL = `curl https://your.paylinks.example/v1/links \\
  -H "Authorization: Bearer $PAYLINKS_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: order-42" \\
  -d '{"amount": 12500, "currency": "GBP", "description": "Deposit for Bali",
       "customer": {"name": "Ada Byron", "email": "ada@example.com", "phone": "+447700900123"},
       "delivery": {"channels": ["sms", "email"]}}'`;

function callsOf({ paths }: OpenApi, tag: string): Call[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation.tags.includes(tag) ? [{ method, path, operation }] : [],
    ),
  );
}

function navigation({ name, calls }: { name: string; calls: readonly Call[] }): string {
  const items = calls.map(
    ({ operation }) => `<li><a href="#${operation.operationId}">${text(operation.summary)}</a></li>`,
  );
  return `<h2>${text(name)}</h2><ul>${items.join('')}</ul>`;
}

function callArticle({ method, path, operation }: Call, document: OpenApi): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const body = requestBody?.content['application/json'];
  const paragraphs = (description ?? '').split('\n\n').filter((part) => part !== '');
  return `<article aria-labelledby="${operationId}"><h3 id="${operationId}">${text(summary)}</h3>
<p class="call"><span class="method ${method}">${method.toUpperCase()}</span><code>${text(path)}</code></p>
${paragraphs.map((part) => `<p>${marked(part)}</p>`).join('')}
${parameters.length > 0 ? `<h4>Parameters</h4>${parameterList(parameters)}` : ''}
${body ? `<h4>Body</h4>${fieldList(body.schema, document)}${exampleOf('Example', body.example)}` : ''}
<h4>Answers</h4>${Object.entries(responses)
    .map(([status, answer]) => answerOf(status, answer, document))
    .join('')}
</article>`;
}

function answerOf(status: string, answer: Answer, document: OpenApi): string {
  const [content] = Object.values(answer.content ?? {});
  const isProblem = Number(status) >= 400;
  if (isProblem || !content?.schema.$ref)
    return `<p><strong>${status}</strong> ${marked(answer.description)}</p>`;
  return `<details><summary>${status} ${marked(answer.description)}</summary>
${fieldList(content.schema, document)}${exampleOf('Example', content.example)}</details>`;
}

function parameterList(parameters: readonly Parameter[]): string {
  const items = parameters.map(({ name, in: place, required, schema, description, style }) => {
    const shown = style === 'deepObject' ? `${name}[…]` : name;
    return field(shown, required, `${place}, ${kindOf(schema)}`, description);
  });
  return `<dl class="fields">${items.join('')}</dl>`;
}

/** The fields of a schema with those of the objects in it, by dotted names. */
function fieldList(schema: Schema, document: OpenApi): string {
  return `<dl class="fields">${fieldsOf(schema, document, '', 0).join('')}</dl>`;
}

function fieldsOf(schema: Schema, document: OpenApi, prefix: string, depth: number): string[] {
  const resolved = resolve(schema, document);
  return Object.entries(resolved.properties ?? {}).flatMap(([name, property]) => {
    const inner = resolve(unwrapped(property), document);
    const list = inner.type === 'array' ? resolve(inner.items ?? {}, document) : undefined;
    const label = `${prefix}${name}`;
    const required = (resolved.required ?? []).includes(name) && !isNullable(property);
    const below =
      depth < 2 ? fieldsOf(list ?? inner, document, `${label}${list ? '[]' : ''}.`, depth + 1) : [];
    return [field(label, required, kindOf(property), property.description), ...below];
  });
}

function field(name: string, required: boolean, kind: string, description?: string): string {
  const need = required ? ' <span class="need">required</span>' : '';
  return `<div><dt>${text(name)}${need} <span class="kind">${text(kind)}</span></dt>${
    description ? `<dd>${marked(description)}</dd>` : '<dd></dd>'
  }</div>`;
}

function kindOf(schema: Schema): string {
  const inner = unwrapped(schema);
  const orNull = isNullable(schema) ? ' or null' : '';
  if (inner.const !== undefined) return `${JSON.stringify(inner.const)}${orNull}`;
  if (inner.enum) return `${inner.enum.join(' · ')}${orNull}`;
  if (inner.$ref) return `${inner.$ref.split('/').at(-1)}${orNull}`;
  if (inner.type === 'array') return `list of ${kindOf(inner.items ?? {})}${orNull}`;
  const limits = [
    inner.format && String(inner.format),
    inner.maxLength !== undefined && `up to ${inner.maxLength} characters`,
    inner.minimum !== undefined && `from ${inner.minimum}`,
    inner.maximum !== undefined && `up to ${inner.maximum}`,
  ].filter(Boolean);
  const type = [inner.type ?? 'any']
    .flat()
    .filter((name) => name !== 'null')
    .join(' or ');
  return `${[type, ...limits].join(', ')}${orNull}`;
}

function unwrapped(schema: Schema): Schema {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  return others?.length === 1 ? (others[0] ?? schema) : schema;
}

function isNullable(schema: Schema): boolean {
  if (Array.isArray(schema.type)) return schema.type.includes('null');
  return schema.anyOf?.some(({ type }) => type === 'null') ?? false;
}

function resolve(schema: Schema, { components }: OpenApi): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return (name === undefined ? undefined : components.schemas[name]) ?? schema;
}

function exampleOf(title: string, example: unknown): string {
  if (example === undefined) return '';
  return `<details><summary>${title}</summary><pre tabindex="0"><code>${text(JSON.stringify(example, null, 2))}</code></pre></details>`;
}

function problems(): string {
  const items = Object.entries(PROBLEMS).map(
    ([code, { status, title, retryable }]) =>
      `<li><code>${code}</code> ${status}: ${text(title)}.${retryable ? ' May succeed later.' : ''}</li>`,
  );
  return `<section aria-labelledby="problems"><h2 id="problems">Problems</h2>
<p>Errors are <code>application/problem+json</code> (RFC 9457) with <code>code</code>, <code>detail</code>, <code>request_id</code> and, for faults of the request, <code>errors</code> with a JSON pointer each.</p>
<ul class="codes">${items.join('')}</ul></section>`;
}

/** Back-quoted parts become code. */
function marked(source: string): string {
  return text(source).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

function text(source: string): string {
  return source
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function slug(name: string): string {
  return `tag-${name.toLowerCase().replaceAll(/\W+/g, '-')}`;
}
