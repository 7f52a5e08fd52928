import type { Clock } from '../../../lib/clock.ts';
import { AwsError } from '../aws-error.ts';
import { createFaults, type Faults } from '../faults.ts';
import { startJsonService } from '../json-service.ts';
import { createKeys } from './keys.ts';
import { keyOperations } from './operations.ts';

export interface KmsOptions {
  clock: Clock;
  port?: number;
  /** Folder for `kms.json`, which holds the key material in the clear; without it nothing is written. */
  dataDir?: string;
  /** Appears in key ARNs; `eu-west-2` when absent. */
  region?: string;
  faults?: Faults;
}

export interface KmsServer {
  readonly url: string;
  readonly faults: Faults;
  /** Gives the id of a new symmetric key; with an alias (`alias/<name>`) the same key each time. */
  createKey(key?: { alias?: string; description?: string }): string;
  close(): Promise<void>;
}

/** Symmetric keys over AWS JSON 1.1, as the SDK's KMS client speaks it. */
export async function startKms(options: KmsOptions): Promise<KmsServer> {
  const { clock, port, dataDir, region = 'eu-west-2', faults = createFaults() } = options;
  const keys = createKeys(clock, region, dataDir);
  const listening = await startJsonService({
    service: 'kms',
    namespace: 'com.amazonaws.kms',
    contentType: 'application/x-amz-json-1.1',
    operationOf: (request) => /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1],
    operations: keyOperations(keys),
    invalid: ([issue]) =>
      new AwsError('ValidationException', `Invalid value at '${issue?.path.join('.')}': ${issue?.message}`),
    clock,
    faults,
    port,
  });
  return {
    url: listening.url,
    faults,
    createKey: (key = {}) => keys.create(key.description, key.alias).id,
    async close() {
      await listening.close();
      keys.flush();
    },
  };
}
