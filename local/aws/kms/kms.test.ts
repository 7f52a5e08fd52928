import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  IncorrectKeyException,
  InvalidCiphertextException,
  KMSClient,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../lib/clock.ts';
import { type KmsServer, startKms } from './start-kms.ts';

let server: KmsServer;
let kms: KMSClient;
const clientOf = ({ url }: KmsServer) =>
  new KMSClient({
    endpoint: url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
const Plaintext = Buffer.from('top secret');
const EncryptionContext = { organisation: 'org_1', connection: 'felloh' };

beforeAll(async () => {
  server = await startKms({ clock: systemClock });
  kms = clientOf(server);
});
afterAll(async () => {
  kms.destroy();
  await server.close();
});

const decrypt = (
  CiphertextBlob: Uint8Array | undefined,
  context: Record<string, string> = EncryptionContext,
) => kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));

describe('the encryption context', () => {
  it('opens what was sealed under it, in any order', async () => {
    const KeyId = server.createKey();
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    expect(Buffer.from(CiphertextBlob ?? []).includes(Plaintext)).toBe(false);
    const opened = await decrypt(CiphertextBlob, { connection: 'felloh', organisation: 'org_1' });
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Plaintext);
    expect(opened.KeyId).toMatch(new RegExp(`^arn:aws:kms:eu-west-2:000000000000:key/${KeyId}$`));
  });

  it.each([
    ['another value', { organisation: 'org_2', connection: 'felloh' }],
    ['a pair less', { organisation: 'org_1' }],
    ['a pair more', { ...EncryptionContext, more: 'x' }],
    ['none', {}],
  ])('opens nothing with %s', async (_, context: Record<string, string>) => {
    const KeyId = server.createKey();
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    await expect(decrypt(CiphertextBlob, context)).rejects.toBeInstanceOf(InvalidCiphertextException);
  });

  it('opens nothing when a byte has changed', async () => {
    const KeyId = server.createKey();
    const sealed = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    const bytes = Buffer.from(sealed.CiphertextBlob ?? []);
    for (const at of [0, 45, 60, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await expect(decrypt(changed)).rejects.toBeInstanceOf(InvalidCiphertextException);
    }
    await expect(decrypt(Buffer.from('short'))).rejects.toBeInstanceOf(InvalidCiphertextException);
  });

  it('is bound to data keys too', async () => {
    const KeyId = server.createKey();
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
    expect(made.Plaintext).toHaveLength(32);
    expect((await decrypt(made.CiphertextBlob)).Plaintext).toEqual(made.Plaintext);
    await expect(decrypt(made.CiphertextBlob, {})).rejects.toBeInstanceOf(InvalidCiphertextException);
  });
});

describe('keys', () => {
  it('are created and described, and found by id, ARN and alias', async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'credentials' }));
    const described = await kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata?.Arn }));
    expect(described.KeyMetadata).toMatchObject({
      KeyId: KeyMetadata?.KeyId,
      Description: 'credentials',
      Enabled: true,
    });
    const id = server.createKey({ alias: 'alias/credentials' });
    expect(server.createKey({ alias: 'alias/credentials' })).toBe(id);
    const byAlias = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/credentials' }));
    expect(byAlias.KeyMetadata?.KeyId).toBe(id);
  });

  it('must exist, and be the one that sealed', async () => {
    const unknown = { KeyId: '00000000-0000-4000-8000-000000000000' };
    await expect(kms.send(new EncryptCommand({ ...unknown, Plaintext }))).rejects.toBeInstanceOf(
      NotFoundException,
    );
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: server.createKey(), Plaintext }));
    await expect(
      kms.send(new DecryptCommand({ CiphertextBlob, KeyId: server.createKey() })),
    ).rejects.toBeInstanceOf(IncorrectKeyException);
  });

  it.each([
    ['more than 4096 bytes', { Plaintext: Buffer.alloc(4097) }],
    ['members it does not know', { Plaintext, DryRun: true }],
  ])('refuse %s', async (_, input) => {
    const sealing = kms.send(new EncryptCommand({ KeyId: server.createKey(), ...input }));
    await expect(sealing).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('survive a restart with a data folder', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kms-'));
    const first = await startKms({ clock: systemClock, dataDir });
    const client = clientOf(first);
    const KeyId = first.createKey();
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
    client.destroy();
    await first.close();
    const second = await startKms({ clock: systemClock, dataDir });
    const again = clientOf(second);
    expect((await again.send(new DecryptCommand({ CiphertextBlob }))).KeyId).toContain(KeyId);
    again.destroy();
    await second.close();
    rmSync(dataDir, { recursive: true });
  });
});
