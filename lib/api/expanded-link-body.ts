import * as z from 'zod/mini';
import { ConnectionSummary } from './connection-body.ts';
import { EventBody } from './event-body.ts';
import { LinkBody } from './link-body.ts';
import { MessageBody } from './message-body.ts';
import { ProviderData } from './provider-link-body.ts';

/** With what `?expand=` asks for. */
export const ExpandedLinkBody = z.extend(LinkBody, {
  messages: z.optional(z.array(MessageBody)),
  events: z.optional(z.array(EventBody)),
  provider_data: z.optional(z.nullable(ProviderData)),
  connection: z.union([z.string(), ConnectionSummary]),
});
export type ExpandedLinkBody = z.infer<typeof ExpandedLinkBody>;
