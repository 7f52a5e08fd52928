import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod/mini';
import type { Faults as ServerFaults } from '../../../local/aws/faults.ts';
import { current, mark, pass } from './invocation.ts';
import { gapOf, type Sent } from './record.ts';
import type { Watch } from './watch-table.ts';

interface ChannelWatch extends Watch {
  channel: 'sms' | 'email';
  server: ServerFaults;
}

const Tag = z.object({ Name: z.string(), Value: z.string() });
const Text = z.object({ Data: z.string() });
/** What both requests name. */
const Request = z.union([
  z.pipe(
    z.looseObject({
      Destination: z.looseObject({ ToAddresses: z.array(z.string()) }),
      EmailTags: z.array(Tag),
      Content: z.looseObject({ Simple: z.looseObject({ Body: z.looseObject({ Text }) }) }),
    }),
    z.transform(({ Destination, EmailTags, Content }) => ({
      to: Destination.ToAddresses.join(),
      text: Content.Simple.Body.Text.Data,
      names: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])),
    })),
  ),
  z.pipe(
    z.looseObject({
      DestinationPhoneNumber: z.string(),
      MessageBody: z.string(),
      Context: z.record(z.string(), z.string()),
    }),
    z.transform(({ DestinationPhoneNumber, MessageBody, Context }) => ({
      to: DestinationPhoneNumber,
      text: MessageBody,
      names: Context,
    })),
  ),
]);

const THROTTLED = {
  email: { status: 429, type: 'TooManyRequestsException' },
  sms: { status: 400, type: 'ThrottlingException' },
} as const;
const REFUSED = {
  email: { status: 400, type: 'MessageRejected' },
  sms: { status: 400, type: 'ValidationException' },
} as const;

/** Sees each message on its way, and lets some of them fail as the service would. */
export function watchChannels(
  client: SESv2Client | PinpointSMSVoiceV2Client,
  { world, seen, record, faults, channel, server }: ChannelWatch,
): void {
  const add: SESv2Client['middlewareStack']['add'] = client.middlewareStack.add.bind(client.middlewareStack);
  let last: Promise<unknown> = Promise.resolve();
  // A fault meets the request that it was meant for.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  add(
    (next) => (args) => {
      const { to, text, names } = z.parse(Request, args.input);
      const running = current();
      const gap = running && gapOf(running.read, mark({ ...running, calls: running.calls + 1 }));
      const sent: Sent = {
        org: names.organisation ?? '',
        link: names.link ?? '',
        message: names.message ?? '',
        channel,
        to,
        text,
        at: world.now(),
        seenAt: seen.now(),
        order: record.next(),
        begun: running?.begun ?? 0,
        ...(gap ? { gap } : {}),
        taken: false,
      };
      return pass(`${channel} send`, 120, () =>
        inTurn(async () => {
          // By names that are the same in each run of a seed: a message's id may not be.
          const fate = faults.channel(channel, sent.at, running?.name ?? '', running?.calls ?? 0);
          if (fate !== 'well') {
            record.count(`channel ${fate}`);
            const answer =
              fate === 'lost' ? 'reset' : fate === 'throttled' ? THROTTLED[channel] : REFUSED[channel];
            const effect = fate === 'lost' ? 'done' : 'none';
            server.next({ service: channel, operation: '*', effect, answer });
          }
          record.sent.push(sent);
          sent.taken = fate === 'well' || fate === 'lost';
          return next(args);
        }),
      );
    },
    { step: 'initialize' },
  );
}
