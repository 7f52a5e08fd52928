import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, toIso } from '../../../lib/clock.ts';
import { persisted } from '../../persisted.ts';

export interface OutboxMessage {
  /** The message id that the service has answered with. */
  id: string;
  channel: 'email' | 'sms';
  /** Address or number; several addresses are joined with a comma and a blank. */
  to: string;
  /** Sender address, number, sender id or pool; empty when the request named none. */
  from: string;
  subject?: string;
  text: string;
  html?: string;
  configurationSet?: string;
  /** Headers that the request names beside the usual ones. */
  headers?: Record<string, string>;
  /** EmailTags of an email. */
  tags?: Record<string, string>;
  /** Context of an SMS. */
  context?: Record<string, string>;
  /** RFC 3339, by the stack's clock. */
  at: string;
}

export interface Outbox {
  /** Newest last. */
  list(): readonly OutboxMessage[];
  add(message: Omit<OutboxMessage, 'id' | 'at'>): OutboxMessage;
  /** Settable: is told of each message that is added. */
  added?: ((message: OutboxMessage) => void) | undefined;
  clear(): void;
  /** Writes what is unwritten; the servers do so when they close. */
  flush(): void;
}

export interface OutboxOptions {
  clock: Clock;
  /** Folder for `outbox.json`; without it nothing is written. */
  dataDir?: string;
  /** How many messages are kept, the newest; 20,000 when absent. */
  limit?: number;
}

/** Everything that was sent, whatever the channel: handed to the email and the SMS server. */
export function createOutbox({ clock, dataDir, limit = 20_000 }: OutboxOptions): Outbox {
  const file = dataDir === undefined ? undefined : join(dataDir, 'outbox.json');
  const { value, touch, flush } = persisted<{ messages: OutboxMessage[] }>(file, { messages: [] });
  const outbox: Outbox = {
    flush,
    list: () => value.messages,
    add(message) {
      const sent = { ...message, id: randomUUID(), at: toIso(clock.now()) };
      value.messages.push(sent);
      if (value.messages.length > limit) value.messages.shift();
      touch();
      outbox.added?.(sent);
      return sent;
    },
    clear() {
      value.messages = [];
      touch();
    },
  };
  return outbox;
}
