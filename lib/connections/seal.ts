import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { env } from '../env.ts';

/** Whose credentials: KMS opens them only with the same two names, so a sealed text moved to another item stays shut. */
export type Owner =
  | { organisation: string; connection: string }
  | { organisation: string; webhook_endpoint: string };

export type Credentials = Readonly<Record<string, unknown>>;

const Stored = z.record(z.string(), z.unknown());

let client: KMSClient | undefined;

/** Base64 of what KMS made of the credentials; at most 4 KB of JSON, which is KMS's own limit. */
export async function seal(credentials: Credentials, owner: Owner): Promise<string> {
  client ??= new KMSClient({});
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({
      KeyId: env('CREDENTIALS_KEY_ID'),
      Plaintext: Buffer.from(JSON.stringify(credentials)),
      EncryptionContext: { ...owner },
    }),
  );
  if (!CiphertextBlob) throw new Error('KMS sealed nothing');
  return Buffer.from(CiphertextBlob).toString('base64');
}

export async function unseal(sealed: string, owner: Owner): Promise<Credentials> {
  client ??= new KMSClient({});
  const { Plaintext } = await client.send(
    new DecryptCommand({
      KeyId: env('CREDENTIALS_KEY_ID'),
      CiphertextBlob: Buffer.from(sealed, 'base64'),
      EncryptionContext: { ...owner },
    }),
  );
  if (!Plaintext) throw new Error('KMS opened nothing');
  return z.parse(Stored, JSON.parse(Buffer.from(Plaintext).toString('utf8')));
}
