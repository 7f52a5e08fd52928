import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { cancelBatch } from '../../lib/batches/cancel.ts';
import { type Confirmation, confirmBatch } from '../../lib/batches/confirm.ts';
import { confirmUpload } from '../../lib/batches/confirm-upload.ts';
import { createBatch, type NewBatch } from '../../lib/batches/create.ts';
import type { Batch } from '../../lib/batches/model/batch.ts';
import { retryBatch } from '../../lib/batches/retry.ts';
import type { BatchWorker } from '../../lib/batches/worker.ts';
import { putConnection } from '../../lib/connections/put.ts';
import { uploadKey } from '../../lib/files/keys.ts';
import { newId } from '../../lib/ids.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { getBatch, getSums } from '../../lib/table/batches.ts';
import type { Simulated } from '../../local/simulators.ts';
import { live, newLife } from './lives.ts';

interface Place {
  worker: BatchWorker;
  s3Client: S3Client;
  simulated: Simulated;
  until(isSo: () => Promise<boolean>, atMostMs?: number): Promise<void>;
}

/** Calls of one person are repeated so often when they die. */
const TRIES = 30;

/** An organisation with one connection, `main`, and what a person does with its batches. */
export async function newTenant({ worker, s3Client, simulated, until }: Place, callsPerSecond: number) {
  const { clock, table } = worker;
  const { organisation } = await createOrganisation(worker, { name: 'Example Travel', mode: 'test' });
  const org = organisation.id;
  const actor = { org, by: 'key:1' };

  /** Does it as a request does, and again when it was killed: whoever calls an API repeats a request without an answer. */
  async function request<T>(phase: string, act: () => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const ended = await live(newLife(), phase, act);
      if ('done' in ended) return ended.done;
    }
    throw new Error(`${phase} was killed each time`);
  }

  const tenant = {
    org,
    actor,
    request,
    async connect(credentials: Record<string, string> = simulated.credentials) {
      await putConnection(worker, org, 'main', {
        provider: simulated.provider,
        settings: simulated.settings,
        credentials,
        wire: undefined,
        expiresInDays: undefined,
        callsPerSecond,
        sender: undefined,
        reminders: 'none',
      });
    },
    async upload(batchId: string, file: string | Uint8Array) {
      const Key = uploadKey(org, batchId);
      await s3Client.send(new PutObjectCommand({ Bucket: 'files', Key, Body: file }));
    },
    async created(wanted: Partial<NewBatch> = {}): Promise<string> {
      const id = newId(clock.now());
      const whole = { fileName: 'arrears.csv', connection: 'main', ...wanted };
      await request('create', () => createBatch(worker, actor, id, whole));
      return id;
    },
    confirmUpload: (id: string) => request('confirm-upload', () => confirmUpload(worker, actor, id)),
    confirm: (id: string, confirmation: Confirmation = { acceptErrors: true }) =>
      request('confirm', () => confirmBatch(worker, actor, id, confirmation)),
    cancel: (id: string) => request('cancel', () => cancelBatch(worker, actor, id)),
    retry: (id: string) => request('retry', () => retryBatch(worker, actor, id)),
    /** Creates a batch and uploads its file. */
    async uploaded(file: string | Uint8Array, wanted: Partial<NewBatch> = {}): Promise<string> {
      const id = await tenant.created(wanted);
      await tenant.upload(id, file);
      await tenant.confirmUpload(id);
      return id;
    },
    /** And has it validated. */
    async validated(file: string | Uint8Array, wanted: Partial<NewBatch> = {}): Promise<string> {
      const id = await tenant.uploaded(file, wanted);
      await until(async () => (await tenant.batch(id)).status !== 'validating');
      return id;
    },
    async confirmed(id: string, confirmation?: Confirmation): Promise<Batch> {
      await tenant.confirm(id, confirmation);
      return tenant.completed(id);
    },
    /** Waits until all has ended and stands in the reports. */
    async completed(id: string): Promise<Batch> {
      await until(async () => {
        const { completedAt, dueAt } = await tenant.batch(id);
        return completedAt !== undefined && dueAt === undefined;
      });
      return tenant.batch(id);
    },
    async batch(id: string): Promise<Batch> {
      const batch = await getBatch(table, org, id);
      if (!batch) throw new Error('no such batch');
      return batch;
    },
    sums: (id: string) => getSums(table, org, id),
  };
  await tenant.connect();
  return tenant;
}

export type Tenant = Awaited<ReturnType<typeof newTenant>>;
