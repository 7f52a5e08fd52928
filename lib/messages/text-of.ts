import type { MessageKind } from '../links/model/link.ts';
import type { Content } from './content.ts';
import type { TextKind, Wording } from './model/wording.ts';
import { ownEmail } from './own-email.ts';
import { ownSms } from './own-sms.ts';
import { smsText } from './sms-text.ts';
import { type EmailText, emailOf } from './templates.ts';

/** A message as it is to be read. */
export type MessageText = { channel: 'sms'; text: string } | ({ channel: 'email' } & EmailText);

/** Which text a message has. */
export function textKindOf(kind: MessageKind): TextKind {
  return kind === 'reminder' ? 'reminder' : 'first';
}

/**
 * The text of a message: in the organisation's own words where `wording` has them for this channel and kind, else in
 * ours. Pure: the preview and what is sent are the same.
 */
export function textOf(
  kind: TextKind,
  channel: MessageText['channel'],
  content: Content,
  wording: Wording = {},
): MessageText {
  switch (channel) {
    case 'sms': {
      const own = wording.sms?.[kind];
      return { channel, text: own ? ownSms(own, content) : smsText(kind, content) };
    }
    case 'email': {
      const own = wording.email?.[kind];
      return { channel, ...(own ? ownEmail(own, content) : emailOf(kind, content)) };
    }
    default:
      return channel satisfies never;
  }
}
