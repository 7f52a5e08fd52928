import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import type { Connection } from '../connections/connection.ts';
import { DEFAULT_CALLS_PER_SECOND } from '../connections/model/rate.ts';
import { RemindersChoiceBody } from './plan.ts';

/** A connection as callers see it: never its credentials. */
export const ConnectionBody = z.object({
  id: z.string(),
  object: z.literal('connection'),
  provider: z.string(),
  settings: z.record(z.string(), z.unknown()),
  wire: z.nullable(z.record(z.string(), z.unknown())),
  sender: z.enum(['service', 'provider']),
  expires_in_days: z.int(),
  /** Of what the timer asks of the provider 80 % of it at most; the rest is for those who wait for an answer. */
  calls_per_second: z.int(),
  /** Of its links that ask for the default plan. */
  reminders: RemindersChoiceBody,
  notification_url: z.string(),
  version: z.int(),
  /** True once links were made through it: the settings that name the account are then fixed. */
  used: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type ConnectionBody = z.infer<typeof ConnectionBody>;

/** What a key for links may see of a connection: neither settings nor the notification url. */
export const ConnectionSummary = z.pick(ConnectionBody, {
  id: true,
  object: true,
  provider: true,
  sender: true,
  expires_in_days: true,
  created_at: true,
  updated_at: true,
});
export type ConnectionSummary = z.infer<typeof ConnectionSummary>;

export function toConnectionBody(connection: Connection, publicBaseUrl: string): ConnectionBody {
  return {
    id: connection.id,
    object: 'connection',
    provider: connection.provider,
    settings: connection.settings,
    wire: connection.wire ?? null,
    sender: connection.sender ?? 'service',
    expires_in_days: connection.expiresInDays,
    calls_per_second: connection.callsPerSecond ?? DEFAULT_CALLS_PER_SECOND,
    reminders: connection.reminders ?? 'default',
    notification_url: `${publicBaseUrl}/hooks/${connection.hookToken}`,
    version: connection.version,
    used: connection.usedAt !== undefined,
    created_at: toIso(connection.createdAt),
    updated_at: toIso(connection.updatedAt),
  };
}

export function toConnectionSummary(connection: Connection): ConnectionSummary {
  return {
    id: connection.id,
    object: 'connection',
    provider: connection.provider,
    sender: connection.sender ?? 'service',
    expires_in_days: connection.expiresInDays,
    created_at: toIso(connection.createdAt),
    updated_at: toIso(connection.updatedAt),
  };
}
