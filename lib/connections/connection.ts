import * as z from 'zod/mini';
import { Plan } from '../links/model/plan.ts';

/** An organisation's account at one provider, as it is kept. Instants are epoch ms. */
export const Connection = z.object({
  org: z.string(),
  id: z.string(),
  provider: z.string(),
  /** Not secret; as the provider's adapter names them. */
  settings: z.record(z.string(), z.unknown()),
  /** Sealed by KMS, base64; only `lib/connections/seal.ts` opens it. */
  credentials: z.string(),
  /** Overrides of the provider's wire profile. */
  wire: z.exactOptional(z.record(z.string(), z.unknown())),
  /** Who sends the links that do not say so themselves; absent: we do, wherever we can. */
  sender: z.exactOptional(z.enum(['service', 'provider'])),
  /** When a link without `expires_at` ends, in days. */
  expiresInDays: z.int(),
  /** Of its links that ask for the default plan; absent: the organisation's. */
  reminders: z.exactOptional(z.union([z.literal('none'), Plan])),
  /** Calls a second that its provider is asked for at most, beside those that a person waits for; absent: the default. */
  callsPerSecond: z.exactOptional(z.int()),
  /** Part of the notification url. */
  hookToken: z.string(),
  version: z.int(),
  writer: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
  /** Set before the first link is made through it: from then on the settings that name the account cannot change. */
  usedAt: z.exactOptional(z.int()),
  /** Makes no new links; those that it has go on. */
  retiredAt: z.exactOptional(z.int()),
});
export type Connection = z.infer<typeof Connection>;

export const DEFAULT_EXPIRES_IN_DAYS = 30;
