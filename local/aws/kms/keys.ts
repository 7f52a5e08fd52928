import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../../lib/clock.ts';
import { persisted } from '../../persisted.ts';
import { AwsError } from '../aws-error.ts';

export interface Key {
  id: string;
  arn: string;
  /** Base64 of 32 bytes. */
  material: string;
  description: string;
  createdAt: number;
}

export interface Keys {
  create(description?: string, alias?: string): Key;
  /** By id, ARN, `alias/<name>` or the alias' ARN. */
  find(name: string): Key;
  flush(): void;
}

export function createKeys(clock: Clock, region: string, dataDir?: string): Keys {
  const file = dataDir === undefined ? undefined : join(dataDir, 'kms.json');
  const { value, touch, flush } = persisted<{ keys: Record<string, Key>; aliases: Record<string, string> }>(
    file,
    {
      keys: {},
      aliases: {},
    },
  );
  const arn = `arn:aws:kms:${region}:000000000000:`;
  const own = <T>(record: Record<string, T>, name: string) =>
    Object.hasOwn(record, name) ? record[name] : undefined;
  return {
    flush,
    create(description = '', alias) {
      const known = alias === undefined ? undefined : own(value.keys, own(value.aliases, alias) ?? '');
      if (known) return known;
      const id = randomUUID();
      const material = randomBytes(32).toString('base64');
      const key = { id, arn: `${arn}key/${id}`, material, description, createdAt: clock.now() };
      value.keys[id] = key;
      if (alias !== undefined) value.aliases[alias] = id;
      touch();
      return key;
    },
    find(name) {
      const local = name.startsWith(arn) ? name.slice(arn.length) : name;
      const id = local.startsWith('alias/') ? own(value.aliases, local) : local.replace(/^key\//, '');
      const key = id === undefined ? undefined : own(value.keys, id);
      if (!key) throw new AwsError('NotFoundException', `Key '${name}' does not exist`);
      return key;
    },
  };
}
