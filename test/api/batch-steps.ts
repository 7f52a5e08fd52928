import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { DynamoDBRecord, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { handler as createLinks } from '../../functions/batches/create-links.ts';
import { handler as work } from '../../functions/batches/work.ts';
import { handler as publish } from '../../functions/events/publish.ts';
import { toItem } from '../../lib/table/items.ts';
import { batchKey } from '../../lib/table/keys.ts';
import { postFile } from '../support/start-files.ts';
import type { ApiAnswer, World } from '../support/world.ts';

export const HEADER = 'reference,amount,currency,customer.name,customer.email\r\n';

export function fileOf(rows: number, isBad: (row: number) => boolean = () => false, name = 'INV'): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    return `${name}-${row},${isBad(row) ? 'much' : 1_000 + row},GBP,Ada Byron,ada@example.com\r\n`;
  });
  return HEADER + lines.join('');
}

/** What callers, workers and the stream do with batches of a world. */
export function batchSteps(world: World) {
  const client = new SQSClient({ endpoint: world.sqs.url, region: 'eu-west-2' });
  const workers: Readonly<Record<string, (event: SQSEvent) => Promise<SQSBatchResponse>>> = {
    batches: work,
    rows: createLinks,
  };
  const steps = {
    call: (method: string, path: string, body?: unknown) =>
      world.call({ method, path: `/v1/batches${path}`, ...(body === undefined ? {} : { body }) }),
    async create(body: Record<string, unknown> = {}): Promise<ApiAnswer['body']> {
      const whole = { file_name: 'arrears.csv', ...body };
      return (await world.ok({ method: 'POST', path: '/v1/batches', body: whole })).body;
    },
    async uploaded(file: string, body: Record<string, unknown> = {}): Promise<string> {
      const { id, upload } = await steps.create(body);
      const sent = await postFile(upload, file);
      if (!sent.ok) throw new Error(`the upload is answered ${sent.status}: ${await sent.text()}`);
      return id;
    },
    async validated(file: string, body: Record<string, unknown> = {}): Promise<string> {
      const id = await steps.uploaded(file, body);
      await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm_upload` });
      await steps.until(id, ({ status }) => status !== 'validating');
      return id;
    },
    /** Hands what waits to the workers until the batch is so; gives it. */
    async until(
      id: string,
      isSo: (batch: ApiAnswer['body']) => boolean,
      queues: readonly string[] = ['batches', 'rows'],
    ): Promise<ApiAnswer['body']> {
      for (const end = Date.now() + 25_000; Date.now() < end; ) {
        for (const name of queues) await steps.deliver(name);
        const { body } = await steps.call('GET', `/${id}`);
        if (isSo(body)) return body;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('it did not come so far in time');
    },
    /** Everything that can be received of a queue, to its function. */
    async deliver(name: string): Promise<void> {
      const QueueUrl = world.sqs.createQueue({ name });
      for (;;) {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return;
        for (const { MessageId: messageId = '', Body: body = '', ReceiptHandle } of Messages) {
          // Only what the consumer reads of a record.
          const record = { messageId, body } as SQSRecord;
          const answer = await workers[name]?.({ Records: [record] });
          if (answer?.batchItemFailures.length) throw new Error(`queue ${name}: ${body} failed`);
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
    /** A hint, as the tick sends it for what is due. */
    async hint(id: string): Promise<void> {
      const message = { v: 1, kind: 'batch', org: world.organisation.id, batchId: id };
      const QueueUrl = world.sqs.createQueue({ name: 'batches' });
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
    },
    /** The batch as it stands in the table. */
    async image(id: string) {
      const Key = toItem({ ...batchKey(world.organisation.id, id) });
      const { Item } = await world.table.client.send(
        new GetItemCommand({ TableName: world.table.name, Key, ConsistentRead: true }),
      );
      return Item ?? {};
    },
    /** Tells the stream's function of a change between two images. */
    async tell(before: Record<string, unknown> | undefined, after: Record<string, unknown>): Promise<void> {
      const record: DynamoDBRecord = JSON.parse(
        JSON.stringify({
          eventName: before ? 'MODIFY' : 'INSERT',
          dynamodb: {
            Keys: { pk: after.pk, sk: after.sk },
            NewImage: after,
            ...(before ? { OldImage: before } : {}),
            SequenceNumber: '1',
          },
        }),
      );
      const { batchItemFailures } = await publish({ Records: [record] });
      if (batchItemFailures.length) throw new Error('the stream stands still');
    },
    close: () => client.destroy(),
  };
  return steps;
}
