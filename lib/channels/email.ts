import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { env, optionalEnv } from '../env.ts';
import { mailbox } from './mailbox.ts';
import {
  CHANNEL_CLIENT,
  outcomeOfFailure,
  outcomeOfSilence,
  SEND_TIMEOUT_MS,
  type SendOutcome,
} from './outcome.ts';

/** What sends email for this deployment. */
export interface EmailSender {
  client: SESv2Client;
  /** Address that SES has verified. */
  from: string;
  configurationSet?: string | undefined;
}

export interface Email {
  to: string;
  /** Stands beside the sender's address. */
  fromName: string;
  subject: string;
  text: string;
  html: string;
  /** Where one `POST` ends such emails (RFC 8058), for a mailbox's own *unsubscribe*. */
  unsubscribeUrl: string;
  /** Come back with each receipt. ASCII letters, digits, `_ - . @`, at most 256 each. */
  tags: Readonly<Record<string, string>>;
}

let deployed: EmailSender | undefined;

/** SES of this deployment; built at first use. */
export function emailSender(): EmailSender {
  deployed ??= {
    client: new SESv2Client(CHANNEL_CLIENT),
    from: env('EMAIL_FROM'),
    configurationSet: optionalEnv('EMAIL_CONFIGURATION_SET'),
  };
  return deployed;
}

/** One request to SES, whatever comes of it. Errors: SES v2 API reference, `SendEmail`. */
export async function sendEmail(sender: EmailSender, email: Email): Promise<SendOutcome> {
  try {
    const { MessageId } = await sender.client.send(
      new SendEmailCommand({
        FromEmailAddress: mailbox(email.fromName, sender.from),
        Destination: { ToAddresses: [email.to] },
        Content: {
          Simple: {
            Subject: utf8(email.subject),
            Body: { Text: utf8(email.text), Html: utf8(email.html) },
            Headers: [
              { Name: 'List-Unsubscribe', Value: `<${email.unsubscribeUrl}>` },
              { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
            ],
          },
        },
        EmailTags: Object.entries(email.tags).map(([Name, Value]) => ({ Name, Value })),
        ...(sender.configurationSet ? { ConfigurationSetName: sender.configurationSet } : {}),
      }),
      { abortSignal: AbortSignal.timeout(SEND_TIMEOUT_MS) },
    );
    return { kind: 'accepted', ...(MessageId ? { id: MessageId } : {}) };
  } catch (error) {
    if (!(error instanceof SESv2ServiceException)) return outcomeOfSilence(error);
    return outcomeOfFailure({ name: error.name, status: error.$metadata.httpStatusCode });
  }
}

function utf8(Data: string) {
  return { Data, Charset: 'UTF-8' };
}
