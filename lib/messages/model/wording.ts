import * as z from 'zod/mini';

/** What a message is for. A link that is sent again gets the text of the first time. */
export const TextKind = z.enum(['first', 'reminder']);
export type TextKind = z.infer<typeof TextKind>;

/** Own words of an SMS, with placeholders. */
export const SmsWording = z.object({ text: z.string() });
export type SmsWording = z.infer<typeof SmsWording>;

/** Own words of an email, with placeholders. Its HTML is made of the text. */
export const EmailWording = z.object({
  subject: z.string(),
  text: z.string(),
  /** What stands on the button that a line of nothing but the url becomes; absent: no button, the url itself. */
  button: z.exactOptional(z.string()),
});
export type EmailWording = z.infer<typeof EmailWording>;

function each<T extends z.ZodMiniType>(text: T) {
  return z.object({ first: z.exactOptional(text), reminder: z.exactOptional(text) });
}

/** The own texts of one language. Where there is none, the next language has its say, and English of ours at last. */
export const Wording = z.object({
  sms: z.exactOptional(each(SmsWording)),
  email: z.exactOptional(each(EmailWording)),
});
export type Wording = z.infer<typeof Wording>;

/** The same as it is kept. Instants are epoch ms. */
export const OwnWording = z.extend(Wording, {
  org: z.string(),
  /** BCP 47 in canonical form: language, script, region. */
  language: z.string(),
  version: z.int(),
  writer: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type OwnWording = z.infer<typeof OwnWording>;

/** `sms.first`, `email.reminder`, …: the texts that are there. */
export function textsIn({ sms, email }: Wording): string[] {
  return Object.entries({ sms, email }).flatMap(([channel, texts = {}]) =>
    Object.entries(texts).flatMap(([kind, text]) => (text === undefined ? [] : [`${channel}.${kind}`])),
  );
}
