import {
  ConflictException,
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { env, optionalEnv } from '../env.ts';
import {
  CHANNEL_CLIENT,
  outcomeOfFailure,
  outcomeOfSilence,
  SEND_TIMEOUT_MS,
  type SendOutcome,
} from './outcome.ts';

/** What sends texts for this deployment. */
export interface SmsSender {
  client: PinpointSMSVoiceV2Client;
  /** Sender id, number or pool. */
  origination: string;
  configurationSet?: string | undefined;
}

export interface Sms {
  /** E.164. */
  to: string;
  text: string;
  /** Comes back with each receipt. At most 5 pairs. */
  context: Readonly<Record<string, string>>;
}

let deployed: SmsSender | undefined;

/** AWS End User Messaging of this deployment; built at first use. */
export function smsSender(): SmsSender {
  deployed ??= {
    client: new PinpointSMSVoiceV2Client(CHANNEL_CLIENT),
    origination: env('SMS_ORIGINATION'),
    configurationSet: optionalEnv('SMS_CONFIGURATION_SET'),
  };
  return deployed;
}

/** One request to End User Messaging, whatever comes of it. Errors: its API reference, `SendTextMessage`. */
export async function sendSms(sender: SmsSender, sms: Sms): Promise<SendOutcome> {
  try {
    const { MessageId } = await sender.client.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: sms.to,
        OriginationIdentity: sender.origination,
        MessageBody: sms.text,
        MessageType: 'TRANSACTIONAL',
        Context: sms.context,
        ...(sender.configurationSet ? { ConfigurationSetName: sender.configurationSet } : {}),
      }),
      { abortSignal: AbortSignal.timeout(SEND_TIMEOUT_MS) },
    );
    return { kind: 'accepted', ...(MessageId ? { id: MessageId } : {}) };
  } catch (error) {
    if (!(error instanceof PinpointSMSVoiceV2ServiceException)) return outcomeOfSilence(error);
    if (error instanceof ConflictException && error.Reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT') {
      return { kind: 'opted_out' };
    }
    return outcomeOfFailure({
      name: error.name,
      status: error.$metadata.httpStatusCode,
      detail: 'Reason' in error && typeof error.Reason === 'string' ? error.Reason : undefined,
    });
  }
}
