/**
 * The engine looks for the next number of a stream's record, and for the records behind one, by reading every record that
 * any of its tables ever wrote: a write behind 10,000 others costs it 5 ms instead of 0.2. It keeps them in a SQLite file,
 * where an index on what it compares spares it that. Without `node:sqlite` (before Node 22.13) everything is as slow as it was.
 */
export async function indexStreams(databaseFile: string): Promise<void> {
  const sqlite = await import('node:sqlite').catch(() => undefined);
  if (!sqlite) return;
  const database = new sqlite.DatabaseSync(databaseFile, { timeout: 5_000 });
  try {
    for (const index of INDEXES) database.exec(index);
  } finally {
    database.close();
  }
}

const INDEXES = [
  'CREATE INDEX IF NOT EXISTS _stream_numbers ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
  'CREATE INDEX IF NOT EXISTS _stream_ends ON _stream_records (table_name, shard_id, sequence_number)',
];
