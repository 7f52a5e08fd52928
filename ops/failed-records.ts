import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';

/** A record of the stream; who tells it reads the rest of it. */
const Records = z.object({
  Records: z.array(z.custom<DynamoDBRecord>((value) => typeof value === 'object' && value !== null)),
});

/**
 * What Lambda writes when it has given up on records: the whole event, as text.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
const Invocation = z.object({ payload: z.union([z.string(), Records]) });

/** The records of the stream that failed eight times, object by object, from those on that were written at `since` (epoch ms). */
export async function* failedRecords(
  { client, bucket }: { client: S3Client; bucket: string },
  since: number,
): AsyncGenerator<DynamoDBRecord[]> {
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client },
    { Bucket: bucket, Prefix: 'aws/lambda/' },
  )) {
    for (const { Key, LastModified } of Contents) {
      if (!LastModified || LastModified.getTime() < since) continue;
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const { payload } = z.parse(Invocation, JSON.parse((await Body?.transformToString()) ?? ''));
      yield z.parse(Records, typeof payload === 'string' ? JSON.parse(payload) : payload).Records;
    }
  }
}
