/** What each reason says, after *because*: in words of what happened, never of the customer. A test holds the codes. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
  // Of steps of a plan (`SkipReason`).
  paid: 'the link was paid',
  processing: 'a payment was being processed',
  expired: 'the link was over',
  cancelled: 'the link was cancelled',
  opted_out: 'the customer has opted out of messages on this channel',
  no_contact: 'there is no contact of the customer for this channel',
  frequency_cap:
    'the customer had been reminded as often as is allowed, on this link or on others (once a day, three times in seven days, three times for one link)',
  window_missed: 'its moment, or the hours in which it might go, had passed',
  provider_check_failed: 'the provider did not say whether the link was paid',
  // Of links that are not sent.
  creating: 'the link was not made yet',
  active: 'another link had taken its place',
  partially_paid: 'another link had taken its place',
  failed: 'the link could not be made',
  superseded: 'another link has taken its place',
  // Of messages.
  not_begun: 'whoever was to send it stopped before it began',
  sender_died: 'whoever was sending it stopped on the way',
  claim_over: 'there was no time left to send it',
  unreachable: 'the channel could not be reached',
  no_credentials: 'the channel could not be signed in to',
  no_answer: 'the channel did not answer',
  // Of providers (`ProviderErrorKind`).
  rejected: 'the provider refused it',
  credentials: 'the provider refused the credentials of the connection',
  not_found: 'the provider does not know the link',
  conflict: 'the provider refused it in the state of the link',
  rate_limited: 'the provider took no more calls',
  unavailable: 'the provider could not be reached',
  outcome_unknown: 'the provider did not answer in time',
  bad_response: 'the provider’s answer could not be understood',
  given_up: 'a person gave it up',
  // Of renewals.
  asked_by_payer: 'the customer asked for a new one',
  not_created: 'the new link could not be made',
  provider_sends: 'this connection’s provider sends messages by itself as soon as a link is made',
  retired: 'the connection is retired',
};

/** What a person is to look at, by the codes of a link's `exceptions`. */
export const EXCEPTION_WORDS: Readonly<Record<string, string>> = {
  amount_mismatch: 'what was paid is not what was asked for',
  amount_unconfirmed: 'it is paid, and the provider does not say how much was paid',
  overpaid: 'more was paid than was asked for',
  undelivered: 'the provider could not deliver its message',
  refunded: 'money was given back',
  voided: 'a payment was undone',
  charged_back: 'the customer’s bank has taken money back',
  provider_missing: 'the provider no longer knows it',
  provider_status_unknown: 'the provider calls its state by a word that is not known',
  several_provider_links: 'the provider has several links under its reference',
  superseded_link_paid: 'a link whose place it took was paid after all',
  paid_after_supersede: 'it was paid although another link had taken its place',
  paid_after_cancel: 'it was paid after it was cancelled',
  paid_late: 'it was paid after its end',
  needs_resolution: 'whether the provider has made it is not known, and a person has to say',
};
