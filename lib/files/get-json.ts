import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { Files } from './client.ts';

/** Reads what `putJson` wrote; `undefined`: nothing stands there. Throws for what the schema cannot read. */
export async function getJson<Schema extends z.ZodMiniType>(
  { client, bucket }: Files,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return z.parse(schema, JSON.parse((await Body?.transformToString()) ?? ''));
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
