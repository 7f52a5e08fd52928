import { z } from 'zod';
import type { Clock } from '../../../lib/clock.ts';
import type { Outbox, OutboxMessage } from '../outbox/outbox.ts';
import { emailEvents } from './email-events.ts';
import { smsEvents, UNDELIVERED } from './sms-events.ts';

/** What a service publishes through a configuration set; gives how many queues have got it. */
export type Publish = (event: {
  service: 'ses' | 'sms-voice';
  configurationSet: string | undefined;
  body: object;
}) => number;

/** What may become of a message that was sent: by its name in `POST /_local/outbox/{id}/{act}`, with its form fields. */
const Act = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('deliver') }),
  z.strictObject({ act: z.literal('bounce'), type: z.enum(['hard', 'soft']).default('hard') }),
  z.strictObject({ act: z.literal('complain') }),
  z.strictObject({ act: z.literal('reject') }),
  z.strictObject({
    act: z.literal('undelivered'),
    status: z.enum(Object.keys(UNDELIVERED) as (keyof typeof UNDELIVERED)[]).default('UNREACHABLE'),
  }),
  z.strictObject({ act: z.literal('reply'), text: z.string().min(1).max(1600).default('STOP') }),
]);
type Act = z.infer<typeof Act>;

export interface ChannelFeedback {
  /** While true, what is sent is delivered after a moment; off at first, so that nothing comes unasked. */
  delivering: boolean;
  /** Where events go, once it is known. */
  publish: Publish | undefined;
  /** Does one act on one message. A text says what is wrong with it. */
  act(id: string, act: string, fields: Readonly<Record<string, unknown>>): string | undefined;
  close(): void;
}

/** Time for the sender to learn that its message was taken, as on AWS mostly. */
const MOMENT_MS = 500;

/** The part of SES and End User Messaging that tells what became of a message, as people and tests want it to. */
export function createFeedback({ clock, outbox }: { clock: Clock; outbox: Outbox }): ChannelFeedback {
  const timers = new Set<NodeJS.Timeout>();
  const feedback: ChannelFeedback = {
    delivering: false,
    publish: undefined,
    act(id, act, fields) {
      const message = outbox.list().find((sent) => sent.id === id);
      if (!message) return 'There is no such message.';
      const wanted = Act.safeParse({ ...fields, act });
      if (!wanted.success) return `${act}: ${wanted.error.issues.map(({ message }) => message).join(' ')}`;
      const body = eventOf(clock, message, wanted.data);
      if (!body) return `What was sent by ${message.channel} knows no ${act}.`;
      const service = message.channel === 'email' ? 'ses' : 'sms-voice';
      const { configurationSet } = message;
      const reached = feedback.publish?.({ service, configurationSet, body }) ?? 0;
      return reached > 0 ? undefined : 'No queue gets the events of this configuration set.';
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
  outbox.added = ({ id }) => {
    if (!feedback.delivering) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      feedback.act(id, 'deliver', {});
    }, MOMENT_MS);
    timers.add(timer);
  };
  return feedback;
}

function eventOf(clock: Clock, message: OutboxMessage, wanted: Act): object | undefined {
  const email = message.channel === 'email' ? emailEvents(clock) : undefined;
  const sms = message.channel === 'sms' ? smsEvents(clock) : undefined;
  switch (wanted.act) {
    case 'deliver':
      return email?.delivery(message) ?? sms?.delivered(message);
    case 'bounce':
      return email?.bounce(message, wanted.type);
    case 'complain':
      return email?.complaint(message);
    case 'reject':
      return email?.reject(message);
    case 'undelivered':
      return sms?.undelivered(message, wanted.status);
    case 'reply':
      return sms?.reply(message, wanted.text);
    default:
      return wanted satisfies never;
  }
}
