import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeFile } from '../../lib/exports/compose.ts';
import { NOTHING_READ } from '../../lib/exports/model/export.ts';
import { getBytes, putCsv } from '../../lib/files/bytes.ts';
import { exportKey, exportPartKey } from '../../lib/files/keys.ts';
import { uploaded } from '../../lib/files/uploaded.ts';
import { type ExportWorld, sha256, startExportWorld } from './world.ts';

let world: ExportWorld;
beforeAll(async () => {
  world = await startExportWorld();
});
afterAll(() => world.close());

const PART = Buffer.alloc(5 * 1024 ** 2, 'link,of,a,row\r\n');

it('puts parts of any number of runs together, more than one request of S3 holds', async () => {
  const org = await world.organisation();
  const one = await world.create(org, { period: { from: '2026-01-01' } });
  const runs = [
    { name: 'first-run_', parts: 2 },
    { name: 'another', parts: 1 },
  ];
  for (const [name, part] of [
    ['first-run_', 1],
    ['first-run_', 2],
    // By one who had lost its lease: the export does not say that it is a part.
    ['first-run_', 3],
    ['another', 1],
  ] as const) {
    await putCsv(world.files, exportPartKey(org, one.id, name, part), PART);
  }
  const read = { ...one, reading: { ...NOTHING_READ, bytes: 3 * PART.length, runs } };
  const file = await composeFile(world.worker, read);
  const stored = await getBytes(world.files, exportKey(org, one.id));
  expect(file).toEqual({ bytes: stored.length, sha256: sha256(stored) });
  const header = stored.length - 3 * PART.length;
  expect(Buffer.from(stored.subarray(0, header)).toString()).toMatch(/^link_id,.*\r\n$/);
  expect(sha256(stored.subarray(header))).toBe(sha256(Buffer.concat([PART, PART, PART])));
  // Whoever does it again makes the same file.
  expect(await composeFile(world.worker, read)).toEqual(file);
});

it('writes nothing where a part is missing, or of another length', async () => {
  const org = await world.organisation();
  const one = await world.create(org, { period: { from: '2026-01-01' } });
  const reading = { ...NOTHING_READ, bytes: 5, runs: [{ name: 'run', parts: 1 }] };
  await expect(composeFile(world.worker, { ...one, reading })).rejects.toThrow();
  await putCsv(world.files, exportPartKey(org, one.id, 'run', 1), Buffer.from('four'));
  await expect(composeFile(world.worker, { ...one, reading })).rejects.toThrow('bytes came of');
  expect(await uploaded(world.files, exportKey(org, one.id))).toBeUndefined();
});
