import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withFacts, withProvider, withSimulator } from './new-provider/lists.ts';
import { namesOf } from './new-provider/names.ts';
import { laidOut, TEMPLATE, targetOf } from './new-provider/template.ts';

const ROOT = join(import.meta.dirname, '..');

// `npm run new:provider <id>`
if (import.meta.main) {
  try {
    const [id = '', ...more] = process.argv.slice(2);
    if (id === '' || more.length > 0) throw new Error('npm run new:provider <id>');
    newProvider(id);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Everything is made before anything is written, so that what is refused leaves nothing behind. */
function newProvider(id: string): void {
  const names = namesOf(id);
  const templates = globSync(`${TEMPLATE}/{lib,local,test}/**/*.{ts,txt}`, { cwd: ROOT }).sort();
  const files = templates.map((path) => ({
    path: targetOf(path, names),
    text: laidOut(path, read(path), names),
  }));
  const folders = [`lib/providers/${id}`, `local/providers/${id}`];
  const taken = [...folders, ...files.map(({ path }) => path)].filter((path) => existsSync(join(ROOT, path)));
  if (taken.length > 0) throw new Error(`${id} is taken: there is ${taken.join(', ')}`);

  const lists = [
    { path: 'lib/providers/registry.ts', edit: withProvider },
    { path: 'lib/providers/catalogue.ts', edit: withFacts },
    { path: 'local/simulators.ts', edit: withSimulator },
  ].map(({ path, edit }) => ({ path, text: edit(read(path), names, path) }));

  const written = [...files, ...lists];
  for (const { path, text } of written) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  const paths = written.map(({ path }) => path);
  // Another name is another line length, and another place among imports.
  run(
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--write',
    ...paths.filter((path) => path.endsWith('.ts')),
  );
  run('build/openapi.ts');
  process.stdout.write(nextSteps(id, paths));
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function run(...args: readonly string[]): void {
  try {
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`laid out, but ${args[0]} failed:\n${error instanceof Error ? error.message : error}`);
  }
}

function nextSteps(id: string, paths: readonly string[]): string {
  return `${paths.map((path) => `  ${path}\n`).join('')}
Laid out, and the generated documents made anew. As it is it keeps the provider contract:

  npm test -- ${id}.test
  npm run check

It is an assumed provider. To make it the real one, its document in hand:

  1. docs/coverage/${id}.json: every operation and field that the document names, and where each is in our API or why
     not; until it is there test/docs/coverage.test.ts fails. npm run docs:coverage, after each change of it.
  2. local/providers/${id}: the simulator, strict, from the document alone; its own part of local/providers/README.md.
  3. test/providers/${id}-harness.ts: the exact request, every row of the status table, what is refused;
     test/providers/${id}-quirks.test.ts: what it alone does.
  4. lib/providers/${id}: profile, wire, map, status, errors, facts; a method for each operation that there is.
  5. lib/providers/${id}/README.md: connection, quirks, readings chosen; a link to it in README.md, and its name there.
  6. its credentials and settings in local/simulators.ts; what it cannot do without in local/pay-at-each.ts, and
     npm run demo:providers pays it too.
  7. its id and what it cannot do without in test/faults/connections.ts, what keeps its page open in
     test/faults/watch.test.ts, and every kill and fault test runs for it.
  8. docs/providers/${id}.md: how it is connected, and what is to be proved in its sandbox; a link to it in docs/README.md.
  9. npm run openapi, after each change of its facts.
`;
}
