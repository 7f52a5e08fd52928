import type { EmailSender } from '../channels/email.ts';
import { sendEmail } from '../channels/email.ts';
import type { SendOutcome } from '../channels/outcome.ts';
import type { SmsSender } from '../channels/sms.ts';
import { sendSms } from '../channels/sms.ts';
import type { Link, Send } from '../links/model/link.ts';
import type { NativeSend } from '../links/native-send.ts';
import type { MessageText } from './text-of.ts';

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
  message: MessageText & { contact: string; sender: string; unsubscribeUrl: string },
): Promise<SendOutcome> {
  const native = await channels.native?.(link, send);
  if (native) return native;
  const names = { organisation: link.org, link: link.id, message: send.id };
  switch (message.channel) {
    case 'sms':
      return sendSms(channels.sms, { to: message.contact, text: message.text, context: names });
    case 'email':
      return sendEmail(channels.email, {
        to: message.contact,
        fromName: message.sender,
        subject: message.subject,
        text: message.text,
        html: message.html,
        unsubscribeUrl: message.unsubscribeUrl,
        tags: names,
      });
    default:
      return message satisfies never;
  }
}
