import { z } from 'zod';
import { operation } from '../json-service.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { loseMagicAnswer, refuseMagicNumber } from './magic-numbers.ts';

const SendTextMessage = z.strictObject({
  DestinationPhoneNumber: z.string().regex(/^\+[1-9][0-9]{6,14}$/),
  OriginationIdentity: z
    .string()
    .regex(/^[A-Za-z0-9_:/+-]{1,256}$/)
    .optional(),
  MessageBody: z.string().regex(/^(?!\s*$)[\s\S]{1,1600}$/),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).optional(),
  ConfigurationSetName: z
    .string()
    .regex(/^[A-Za-z0-9_:/-]{1,256}$/)
    .optional(),
  MaxPrice: z
    .string()
    .regex(/^[0-9]{0,2}\.[0-9]{1,5}$/)
    .optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z
    .record(z.string().regex(/^\S{1,100}$/), z.string().regex(/^(?!\s)[\s\S]{1,800}(?<!\s)$/))
    .refine((context) => Object.keys(context).length <= 5, { error: 'at most 5 pairs' })
    .optional(),
  DryRun: z.boolean().optional(),
});

/** `SendTextMessage`; a dry run is checked in full and reaches nobody. */
export function sendTextMessageOperation(outbox: Outbox) {
  return operation(SendTextMessage, (input) => {
    refuseMagicNumber(input.DestinationPhoneNumber);
    if (input.DryRun) return { MessageId: 'dry-run' };
    const sent = outbox.add({
      channel: 'sms',
      to: input.DestinationPhoneNumber,
      from: input.OriginationIdentity ?? '',
      text: input.MessageBody,
      ...(input.ConfigurationSetName && { configurationSet: input.ConfigurationSetName }),
      context: input.Context ?? {},
    });
    loseMagicAnswer(input.DestinationPhoneNumber);
    return { MessageId: sent.id };
  });
}
