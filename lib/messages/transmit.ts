import type { EmailSender } from '../channels/email.ts';
import { sendEmail } from '../channels/email.ts';
import type { SendOutcome } from '../channels/outcome.ts';
import type { SmsSender } from '../channels/sms.ts';
import { sendSms } from '../channels/sms.ts';
import type { Link, Send } from '../links/model/link.ts';
import type { NativeSend } from '../links/native-send.ts';
import type { Content } from './content.ts';
import { smsText } from './sms-text.ts';
import { emailOf } from './templates.ts';

export interface Channels {
  email: EmailSender;
  sms: SmsSender;
  /** Absent: no provider sends. */
  native?: NativeSend;
}

/** The one request of a message to its channel. What it names comes back with a late receipt. */
export async function transmit(
  channels: Channels,
  link: Link,
  send: Send,
  { contact, unsubscribe }: { contact: string; unsubscribe: string },
  content: Content,
): Promise<SendOutcome> {
  const native = await channels.native?.(link, send);
  if (native) return native;
  const names = { organisation: link.org, link: link.id, message: send.id };
  switch (send.channel) {
    case 'sms':
      return sendSms(channels.sms, { to: contact, text: smsText(content), context: names });
    case 'email':
      return sendEmail(channels.email, {
        to: contact,
        fromName: content.sender,
        ...emailOf(content),
        // By the time that somebody unsubscribes the link may have another address.
        unsubscribeUrl: `${content.url}/stop?to=${unsubscribe}`,
        tags: names,
      });
    default:
      return send.channel satisfies never;
  }
}
