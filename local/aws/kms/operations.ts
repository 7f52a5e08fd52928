import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { operation } from '../json-service.ts';
import type { Key, Keys } from './keys.ts';
import { keyIdOf, open, seal } from './sealing.ts';

const keyId = { KeyId: z.string().min(1) };
const context = { EncryptionContext: z.record(z.string(), z.string()).default({}) };
const algorithm = { EncryptionAlgorithm: z.literal('SYMMETRIC_DEFAULT').optional() };
const blob = (max: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(({ length }) => length >= 1 && length <= max);

export function keyOperations(keys: Keys) {
  return {
    CreateKey: operation(
      z.strictObject({
        Description: z.string().max(8192).optional(),
        KeyUsage: z.literal('ENCRYPT_DECRYPT').optional(),
        KeySpec: z.literal('SYMMETRIC_DEFAULT').optional(),
      }),
      (input) => ({ KeyMetadata: metadata(keys.create(input.Description)) }),
    ),
    DescribeKey: operation(z.strictObject(keyId), (input) => ({
      KeyMetadata: metadata(keys.find(input.KeyId)),
    })),
    Encrypt: operation(
      z.strictObject({ ...keyId, ...context, ...algorithm, Plaintext: blob(4096) }),
      (input) => {
        const key = keys.find(input.KeyId);
        return {
          CiphertextBlob: sealWith(key, input.Plaintext, input.EncryptionContext),
          KeyId: key.arn,
          EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        };
      },
    ),
    Decrypt: operation(
      z.strictObject({
        ...context,
        ...algorithm,
        KeyId: z.string().min(1).optional(),
        CiphertextBlob: blob(6144),
      }),
      (input) => {
        const key = keys.find(keyIdOf(input.CiphertextBlob));
        if (input.KeyId !== undefined && keys.find(input.KeyId) !== key)
          throw new AwsError(
            'IncorrectKeyException',
            'The key ID in the request does not identify the key of the ciphertext.',
          );
        const plaintext = open(key.id, materialOf(key), input.CiphertextBlob, input.EncryptionContext);
        return {
          KeyId: key.arn,
          Plaintext: plaintext.toString('base64'),
          EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        };
      },
    ),
    GenerateDataKey: operation(
      z
        .strictObject({
          ...keyId,
          ...context,
          KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
          NumberOfBytes: z.int().min(1).max(1024).optional(),
        })
        .refine((input) => (input.KeySpec === undefined) !== (input.NumberOfBytes === undefined), {
          error: 'Please specify either number of bytes or key spec.',
        }),
      (input) => {
        const key = keys.find(input.KeyId);
        const plaintext = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32));
        return {
          KeyId: key.arn,
          Plaintext: plaintext.toString('base64'),
          CiphertextBlob: sealWith(key, plaintext, input.EncryptionContext),
        };
      },
    ),
  };
}

function materialOf(key: Key): Buffer {
  return Buffer.from(key.material, 'base64');
}

function sealWith(key: Key, plaintext: Buffer, encryptionContext: Record<string, string>): string {
  return seal(key.id, materialOf(key), plaintext, encryptionContext).toString('base64');
}

function metadata(key: Key) {
  return {
    AWSAccountId: '000000000000',
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt / 1000,
    Enabled: true,
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
