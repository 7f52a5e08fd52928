import type { Names } from './names.ts';

/** The registry with one provider more, whatever it lists. Throws where it is not such a list any more. */
export function withProvider(text: string, { id, camel }: Names, path: string): string {
  refuseUsed(camel, text, path);
  const entry = inArray(text, /export const providers: [^=]*= \[/, camel, path);
  return withImport(entry, `import { ${camel} } from './${id}/index.ts';`);
}

/** The same for the catalogue. */
export function withFacts(text: string, { id, camel }: Names, path: string): string {
  const name = `${camel}Facts`;
  refuseUsed(name, text, path);
  const entry = inArray(text, /export const catalogue: [^=]*= \[/, name, path);
  return withImport(entry, `import { ${name} } from './${id}/facts.ts';`);
}

/** The local stack's simulators with one more, started after the others and last in the list. */
export function withSimulator(text: string, { id, camel, pascal }: Names, path: string): string {
  refuseUsed(camel, text, path);
  const list = /^( *)const simulated: Simulated\[\] = \[\n[\s\S]*?^\1\];$/m.exec(text);
  if (!list) throw new Error(`${path} has no list of simulators`);
  const [whole = '', indent = ''] = list;
  const end = `${indent}];`;
  const start = `const ${camel} = await start${pascal}(options('${id}'));`;
  const entry = `{
      provider: '${id}',
      simulator: ${camel},
      connection: '${id}-main',
      settings: { base_url: ${camel}.url },
      credentials: { api_key: ${camel}.fixtures.apiKey },
    },`;
  const longer = `${indent}${start}\n${whole.slice(0, -end.length)}${indent}  ${entry}\n${end}`;
  return withImport(
    text.replace(whole, () => longer),
    `import { start${pascal} } from './providers/${id}/index.ts';`,
  );
}

/** Before the first name that the alphabet has after it, else last. */
function inArray(text: string, head: RegExp, name: string, path: string): string {
  const start = head.exec(text);
  const from = start === null ? -1 : start.index + start[0].length;
  const to = text.indexOf('];', from);
  const parts = text.slice(from, to).split(',');
  const listed = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (start === null || to < 0 || !listed.every((one) => /^\w+$/.test(one))) {
    throw new Error(`${path} has no list of names`);
  }
  const next = listed.findIndex((one) => one > name);
  const longer = listed.toSpliced(next < 0 ? listed.length : next, 0, name);
  return `${text.slice(0, from)}${longer.join(', ')}${text.slice(to)}`;
}

/** First of all imports: the formatter puts it where it belongs. */
function withImport(text: string, line: string): string {
  return `${line}\n${text}`;
}

/** Refuses a name that the file has a meaning for: `providers`, `options`. */
function refuseUsed(name: string, text: string, path: string): void {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replaceAll(/'[^']*'/g, '');
  if (new RegExp(`\\b${name}\\b`).test(code)) throw new Error(`${name} has a meaning in ${path} already`);
}
