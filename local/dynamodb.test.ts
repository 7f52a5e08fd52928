import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamoDb, startDynamoDb } from './dynamodb.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'paylinks-data-'));
let engine: DynamoDb;
beforeAll(async () => {
  engine = await startDynamoDb({ dataDir });
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true });
});

it.each([
  'SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1',
  'SELECT MIN(sequence_number), MAX(sequence_number) FROM _stream_records WHERE table_name = ?1 AND shard_id = ?2',
  `SELECT new_image FROM _stream_records WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) > ?3
   ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT ?4`,
])('the engine need not read a whole stream for %s', (asked) => {
  const database = new DatabaseSync(join(dataDir, 'dynamodb.sqlite'), { readOnly: true });
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${asked}`).all();
  database.close();
  expect(plan).toHaveLength(1);
  expect(plan[0]?.detail).toMatch(/^SEARCH _stream_records USING (COVERING )?INDEX/);
});
