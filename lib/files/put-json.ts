import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Files } from './client.ts';

/** Writes an object as JSON, whole or not at all; what stood there is replaced. */
export async function putJson<Schema extends z.ZodMiniType>(
  { client, bucket }: Files,
  key: string,
  schema: Schema,
  value: z.infer<Schema>,
): Promise<void> {
  const Body = JSON.stringify(z.encode(schema, value));
  await client.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json' }),
  );
}
