import { REGION } from './intrinsics.ts';

export interface StreamRecord {
  eventID: string;
  eventName: string;
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime?: number; [name: string]: unknown };
  [name: string]: unknown;
}

export interface Shard {
  ShardId: string;
  ParentShardId?: string;
}

interface StreamAnswer {
  StreamDescription: { Shards: Shard[]; LastEvaluatedShardId?: string };
  ShardIterator: string;
  Records: StreamRecord[];
  NextShardIterator?: string;
}

/** A DynamoDB table's stream over the wire (DynamoDBStreams_20120810), records left exactly as they come. */
export function createTableStream(endpoint: string, streamArn: string) {
  const call = async (operation: string, body: object): Promise<StreamAnswer> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        // Local engines look at the form of a signature, not at its truth.
        authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=00`,
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as StreamAnswer; // a local engine's own words
    if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    /** All shards, parents before their children. */
    async shards(): Promise<Shard[]> {
      const shards: Shard[] = [];
      for (let after: string | undefined; ; ) {
        const { StreamDescription: page } = await call('DescribeStream', {
          StreamArn: streamArn,
          ...(after ? { ExclusiveStartShardId: after } : {}),
        });
        shards.push(...page.Shards);
        after = page.LastEvaluatedShardId;
        if (!after) return shards;
      }
    },
    /** Behind this sequence number, or from the oldest record on. */
    async iterator(shardId: string, after?: string): Promise<string> {
      const position = after
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
        : { ShardIteratorType: 'TRIM_HORIZON' };
      const answer = await call('GetShardIterator', { StreamArn: streamArn, ShardId: shardId, ...position });
      return answer.ShardIterator;
    },
    /** No next iterator: the shard is closed and read. */
    async read(iterator: string, limit: number): Promise<{ records: StreamRecord[]; next?: string }> {
      const answer = await call('GetRecords', { ShardIterator: iterator, Limit: limit });
      return {
        records: answer.Records,
        ...(answer.NextShardIterator ? { next: answer.NextShardIterator } : {}),
      };
    },
  };
}
