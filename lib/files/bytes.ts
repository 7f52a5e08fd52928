import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Files } from './client.ts';

/** Writes a CSV file that fits into memory, whole or not at all. */
export async function putCsv({ client, bucket }: Files, key: string, bytes: Uint8Array): Promise<void> {
  await client.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: 'text/csv; charset=utf-8' }),
  );
}

/** All of an object that fits into memory. Throws where nothing stands. */
export async function getBytes({ client, bucket }: Files, key: string): Promise<Uint8Array> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!Body) throw new Error(`${key}: no body came`);
  return Body.transformToByteArray();
}
