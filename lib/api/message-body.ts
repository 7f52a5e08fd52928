import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { Channel } from '../links/model/channel.ts';
import { type Link, MessageKind, type Send } from '../links/model/link.ts';
import { type Message, MessageState } from '../table/messages.ts';

/** One SMS or email about a link. Its recipient is the link's customer. */
export const MessageBody = z.object({
  id: z.string(),
  object: z.literal('message'),
  link_id: z.string(),
  channel: Channel,
  kind: MessageKind,
  state: z.enum(['queued', 'sending', ...MessageState.options]),
  reason: z.nullable(z.string()),
  override_reason: z.nullable(z.string()),
  /** It takes the place of one on the other channel that did not arrive. */
  fallback: z.boolean(),
  queued_at: z.string(),
  ended_at: z.nullable(z.string()),
  delivered_at: z.nullable(z.string()),
  /** `bounced`: told undelivered beside being delivered. `complained`: its recipient called it spam. */
  marks: z.array(z.enum(['bounced', 'complained'])),
});
export type MessageBody = z.infer<typeof MessageBody>;

/** Oldest first: those that ended, and the link's sends that have not. */
export function toMessageBodies(link: Link, ended: readonly Message[]): MessageBody[] {
  const known = new Set(ended.map(({ id }) => id));
  const waiting = (link.sends ?? []).filter(({ id }) => !known.has(id));
  return [...ended.map(toMessageBody), ...waiting.map((send) => toSendBody(link.id, send))].sort((a, b) =>
    a.queued_at === b.queued_at ? (a.id < b.id ? -1 : 1) : a.queued_at < b.queued_at ? -1 : 1,
  );
}

function toMessageBody(message: Message): MessageBody {
  const { receipts = {} } = message;
  return {
    id: message.id,
    object: 'message',
    link_id: message.linkId,
    channel: message.channel,
    kind: message.kind,
    state: message.state,
    reason: message.reason ?? null,
    override_reason: message.overrideReason ?? null,
    queued_at: toIso(message.queuedAt),
    ended_at: toIso(message.at),
    fallback: message.fallback ?? false,
    delivered_at: receipts.deliveredAt === undefined ? null : toIso(receipts.deliveredAt),
    marks: [
      ...(receipts.deliveredAt !== undefined && receipts.undelivered ? (['bounced'] as const) : []),
      ...(receipts.complainedAt === undefined ? [] : (['complained'] as const)),
    ],
  };
}

export function toSendBody(linkId: string, send: Send): MessageBody {
  return {
    id: send.id,
    object: 'message',
    link_id: linkId,
    channel: send.channel,
    kind: send.kind,
    state: send.state,
    reason: null,
    override_reason: send.overrideReason ?? null,
    queued_at: toIso(send.queuedAt),
    ended_at: null,
    fallback: send.fallback ?? false,
    delivered_at: null,
    marks: [],
  };
}
