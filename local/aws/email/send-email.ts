import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { operation } from '../json-service.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { loseMagicAnswer, refuseMagicAddress } from './magic-addresses.ts';

const Content = z.strictObject({
  Data: z.string(),
  Charset: z
    .string()
    .regex(/^utf-8$/i)
    .optional(),
});
const addresses = z.array(z.string().min(3).max(320)).optional();
const Tag = z.strictObject({
  Name: z.string().regex(/^[\w.@-]{1,256}$/),
  Value: z.string().regex(/^[\w.@-]{1,256}$/),
});

const SendEmail = z.strictObject({
  FromEmailAddress: z.string().min(3).max(320),
  Destination: z.strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  ReplyToAddresses: addresses,
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: Content,
      Body: z.strictObject({ Text: Content.optional(), Html: Content.optional() }),
      Headers: z
        .array(z.strictObject({ Name: z.string().min(1).max(126), Value: z.string().min(1).max(870) }))
        .max(15)
        .optional(),
    }),
  }),
  EmailTags: z.array(Tag).max(50).optional(),
  ConfigurationSetName: z.string().min(1).max(64).optional(),
});
type SendEmail = z.infer<typeof SendEmail>;

/** `SendEmail` with simple content; raw and template content are refused as members that are not known here. */
export function sendEmailOperation(outbox: Outbox) {
  return operation(SendEmail, (input) => {
    const to = recipients(input);
    for (const address of to) refuseMagicAddress(address);
    const { Subject, Body, Headers } = input.Content.Simple;
    const tags = Object.fromEntries((input.EmailTags ?? []).map(({ Name, Value }) => [Name, Value]));
    const sent = outbox.add({
      channel: 'email',
      to: to.join(', '),
      from: input.FromEmailAddress,
      subject: Subject.Data,
      text: Body.Text?.Data ?? '',
      ...(Body.Html && { html: Body.Html.Data }),
      ...(Headers && { headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])) }),
      ...(input.ConfigurationSetName && { configurationSet: input.ConfigurationSetName }),
      tags,
    });
    for (const address of to) loseMagicAnswer(address);
    return { MessageId: sent.id };
  });
}

function recipients(input: SendEmail): string[] {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = input.Destination;
  const all = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if (all.length === 0 || all.length > 50)
    throw new AwsError('BadRequestException', 'Recipient count must be from 1 to 50.');
  for (const address of [input.FromEmailAddress, ...(input.ReplyToAddresses ?? []), ...all])
    checkAddress(address);
  if (!input.Content.Simple.Body.Text && !input.Content.Simple.Body.Html)
    throw new AwsError('BadRequestException', 'Body must have Text or Html.');
  return all;
}

/** `Name <local@domain>` or the bare address; ASCII only, as SES has it. */
function checkAddress(address: string): void {
  const bare = /^[^<>\r\n]*<([^<>\r\n]+)>$/.exec(address)?.[1] ?? address;
  if (!/^[!#$%&'*+/=?^`{|}~\w.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(bare))
    throw new AwsError('BadRequestException', 'Invalid email address.');
}
