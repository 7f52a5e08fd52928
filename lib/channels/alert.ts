import { SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { EmailSender } from './email.ts';
import { mailbox } from './mailbox.ts';
import { outcomeOfFailure, outcomeOfSilence, SEND_TIMEOUT_MS, type SendOutcome } from './outcome.ts';

/** One plain email to a merchant about their own systems; not part of any link, so no receipt of it is read. */
export async function sendAlert(
  sender: EmailSender,
  alert: { to: string; subject: string; text: string },
): Promise<SendOutcome> {
  try {
    const { MessageId } = await sender.client.send(
      new SendEmailCommand({
        FromEmailAddress: mailbox('Paylinks', sender.from),
        Destination: { ToAddresses: [alert.to] },
        Content: {
          Simple: {
            Subject: { Data: alert.subject, Charset: 'UTF-8' },
            Body: { Text: { Data: alert.text, Charset: 'UTF-8' } },
          },
        },
      }),
      { abortSignal: AbortSignal.timeout(SEND_TIMEOUT_MS) },
    );
    return { kind: 'accepted', ...(MessageId ? { id: MessageId } : {}) };
  } catch (error) {
    if (!(error instanceof SESv2ServiceException)) return outcomeOfSilence(error);
    return outcomeOfFailure({ name: error.name, status: error.$metadata.httpStatusCode });
  }
}
