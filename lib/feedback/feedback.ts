import type { Channel } from '../links/model/channel.ts';

/** Which message of ours an event is about: what the send named in SES `EmailTags` and SMS `Context`. */
export interface Named {
  organisation: string;
  link: string;
  message: string;
  channel: Channel;
  /** The address or number it was sent to. Never stored with the message, never logged. */
  contact: string;
  /** By the channel's clock, epoch ms. */
  at: number;
}

/** What SES or End User Messaging tells about a message or a recipient. */
export type Feedback =
  | (Named & { kind: 'delivered' })
  | (Named & { kind: 'undelivered'; reason: SmsReason })
  | (Named & { kind: 'bounced'; permanent: boolean; reason: string })
  /** `delivered: false`: SES knew of an earlier complaint and has not tried. */
  | (Named & { kind: 'complained'; delivered: boolean })
  | (Named & { kind: 'rejected' })
  /** A person has written to our number. */
  | { kind: 'reply'; from: string; body: string };

/** What is passed over: an event that says nothing to us, one about somebody else's message, a notice of SES itself. */
export interface PassedOver {
  kind: 'passed_over';
  why: 'not_final' | 'unknown_type' | 'foreign' | 'notice';
}

/** In the words of End User Messaging, without `TEXT_`. `blocked`: the recipient's device or carrier wants none. */
export type SmsReason =
  | 'blocked'
  | 'carrier_blocked'
  | 'carrier_unreachable'
  | 'invalid'
  | 'invalid_message'
  | 'protect_blocked'
  | 'spam'
  | 'ttl_expired'
  | 'unreachable';
