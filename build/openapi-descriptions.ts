/** What the fields mean, by schema and name. Kept out of the schemas themselves, so that no function carries them. */
export const DESCRIPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  NewLink: {
    connection: "Which account at which provider; the organisation's default one when left out.",
    amount: 'Minor units (pence, cents) of the currency.',
    currency: 'ISO 4217.',
    reference: 'Your own reference. Need not be unique; lists find it exactly.',
    description: 'What it is for. Shown to the payer.',
    customer: 'Who is asked. `name` may be given as, or beside, `first_name` and `last_name`.',
    due_on: 'When it should be paid, for people; the link stays payable until `expires_at`.',
    expires_at:
      "The link's end, at most 366 days from now; the connection's default (30 days) when left out.",
    delivery:
      'Channels on which the link is sent as soon as it is ready, or at `send_at`; none when left out. Messages go between 08:00 and 21:00 where the customer is, unless there is an `override_reason`.',
    reminders:
      "When to remind: `default` (the connection's plan, else the organisation's, else that of the product), `none`, or a plan of its own. Left out: the default where the link is sent, else none.",
    redirects: 'Where the payer is sent on to afterwards.',
    methods: 'How the payer may pay, where the provider has such switches.',
    booking: 'A booking at the provider, or of your own.',
    validate_account: "Whether the provider checks the customer's account first.",
    created_by: 'Who in your house made it.',
    metadata: 'Up to 20 names of 40 characters with texts of 200, 1 KB in all.',
    provider_options: 'Fields of this one provider that have no common name; see `GET /v1/providers`.',
  },
  Link: {
    status: 'Where the link stands. `paid` is never left.',
    display_status: 'For people: the status, or while it is open the last thing that happened with it.',
    version: 'Counts changes; send it as `If-Match: "<version>"`.',
    url: 'The short url that the customer is sent.',
    provider_url: "The provider's own page.",
    provider_status: "The provider's own word for it.",
    provider_url_open:
      'The link is over here, but its page at the provider can still be paid; it is watched, for a year at most.',
    amount_paid: 'Money received, minor units.',
    next_action_at: 'When something will next happen by itself.',
    failure: 'Why it could not be created.',
    exceptions: 'What a person should see: money after the end, a mismatch, a refund …',
  },
  ProviderLink: {
    link_id: 'The link of yours that it belongs to; null: it was not made here.',
    provider_url: "The provider's own page.",
    provider_status: "The provider's own word for it.",
    status: "The provider's view in our words; null for a word that is not known.",
    amount_paid: 'Money received, minor units; null where the provider does not tell it.',
    exceptions: 'What a person should see, of this one read.',
    provider_data: 'What else the provider tells, by its own names.',
  },
  Event: {
    text: 'What happened, in one English sentence. It may be worded better in time: programs read `type`, `reason` and `data`.',
    reason: 'A code; new ones may come.',
    by: 'Who did it: `key:<id>`, `timer`, `payer`, `provider` or `messages`.',
    version: 'The version of the link that the change made.',
  },
  NewBatch: {
    file_name: 'For people; reports are named after it.',
    sha256: 'Of the whole file, hexadecimal: no other one is taken then.',
    defaults:
      'What all rows share: any fields of `POST /v1/links` but `reference`, and `expires_in_days`. A row’s own cells win. `connection` names the one that the whole batch goes through.',
    columns: 'Names of columns in the file, each with the field that it is for; null leaves a column out.',
    retry_of:
      'The batch whose failed rows these are, corrected: a row that has its link already keeps it, one that had failed is made in its place.',
    auto_confirm: 'A file without any error runs as soon as it is validated.',
    force: 'Takes a file although the same content was confirmed in the last 30 days.',
    mode: "`provider` hands the file to the provider's own batch service, where it has one.",
  },
  Batch: {
    mode: "`provider`: the provider's own batch service has the file; null: its rows become links one by one.",
    updated_at: 'Also of changes that nothing else shows.',
    send_at: 'No first message goes before.',
    cancelled_at: 'Rows that were under way then have ended by `completed_at`.',
    completed_at: 'When the last row had ended.',
    rejection: 'Why the whole file was refused; `line` 1 is the header.',
    counts:
      'Rows by state; each row is in one. `valid` until the batch is confirmed. `creating` are those that were handed to workers.',
    existing: 'Of the valid rows: those that have a link of an earlier batch of the `retry_of` chain.',
    totals: 'What the valid rows ask for, minor units by currency.',
    estimate: 'First messages that we send for the valid rows, and the segments of the SMS.',
    progress:
      'Rows of what it is doing now (validating, then running) that are through, and how long the rest takes.',
    upload: 'The form for the file, made anew with each read; null once the file has come.',
    errors: 'The first 20; all are in errors.csv. What stands in a cell is never shown.',
  },
  BatchRow: {
    row: 'From 1: the first below the header.',
    line: 'Line of the file in which the row begins.',
    link_id: 'The link that it is, also one that failed or was there before.',
    first_row: 'Of a duplicate: the row with the same key.',
  },
  BatchEvent: {
    text: 'What happened, in one English sentence. It may be worded better in time: programs read `type`, `reason` and `data`.',
    reason: 'Why a file was refused; new codes may come.',
    by: 'Who did it: `key:<id>` or `timer`.',
    version: 'The version of the batch that the change made; most versions have no event.',
  },
  NewExport: {
    kind: 'What the rows are; there is one kind.',
    paid_from: 'An instant, or a date of the organisation’s zone: its first moment.',
    paid_to:
      'An instant, which does not belong to the period, or a date, which does as a whole day. Left out: now.',
    delimiter: 'What stands between two cells; a comma when left out.',
    bom: 'Begins the file with a byte order mark: Excel then knows that it is UTF-8.',
    q: 'Part of name, email, phone or reference, whatever the case.',
  },
  Export: {
    status: '`expired`: it was completed, and its file is no longer kept.',
    paid_to: 'Does not belong to the period.',
    filters: 'Those that were asked for.',
    progress:
      'Links that were looked at, those of them that are rows, and which part of the work that is, by when the links were made.',
    totals:
      'What the rows add up to so far, minor units by currency. `amount_unknown` counts links of which the provider tells that money came and not how much: they are rows, and add nothing to `amount_paid`.',
    file: 'There once it is completed.',
    created_by: '`key:<id>`.',
    completed_at: 'When it was completed, had failed or was cancelled.',
  },
  NewWording: {
    sms: 'Texts of an SMS: the first one, also when a link is sent again, and that of reminders.',
    email: 'The same of an email. Its HTML is made of the text.',
  },
  NewWordingPreview: {
    language: "A customer's; that of the link's customer when left out.",
    wording: 'Words to be tried; those that are kept, else ours, when left out. An email needs a `subject`.',
    link_id: 'What the message is about.',
    sample:
      'A link that there is not. What is left out is made up; null is without a value, and `amount_paid: null` is paid in part without anybody knowing how much.',
  },
  ToldEvent: {
    timestamp: 'When it happened. It may have been published later.',
    data: '`event_id` is also the `webhook-id` of its deliveries. `version` counts the changes of its link or batch. Amounts are minor units. New members may come.',
  },
  ListEventsPage: {
    next_after:
      'Behind all that was looked at: keep it, and go on with it as `after`, also from an empty page.',
    has_more: 'There may be more to be read at once. A page may be short or even empty and still have more.',
  },
  NewWebhookEndpoint: {
    url: 'Https, of a public host; no user, no fragment; port 443 or one from 1024 on; at most 500 characters.',
    events: 'What it is told of. Left out: `link.paid`, `link.expired`, `link.failed`, `link.exception`.',
  },
  WebhookEndpoint: {
    disabled_reason: '`gone`: its server answered 410. `by_key`: switched off through the API.',
    failing_since: 'The first failure since the last success; null while it answers.',
    paused_until: 'It has failed too often in a row: nothing is tried before, then one delivery as a probe.',
    former_secrets_until: 'Until when each secret before a rotation is still good, the newest first.',
  },
  WebhookEndpointWithSecret: {
    secret: 'For the library of Standard Webhooks. Shown this once; only a sealed copy is kept.',
  },
  WebhookDelivery: {
    state:
      '`pending` is tried until it is `delivered` or `failed`. `skipped`: the endpoint was disabled; a replay sends it.',
    reason: 'Why it failed or was skipped: `gone`, `tries_used`, `endpoint_disabled`, `endpoint_deleted`.',
    tries: 'Tries begun since it was made, or last replayed; ten at most.',
    attempts: 'The last ten tries, the oldest first: the status that was answered, or why there was none.',
  },
  WebhookTest: {
    delivered: 'It answered 2xx.',
    failure: 'Why there was no status.',
    ms: 'How long it took.',
  },
  NewWebhookReplay: {
    from: 'Events from this instant on.',
    to: 'Events before this instant.',
    types: 'Only of these types.',
    states: 'Only deliveries in these states; all when left out.',
    page_token: 'From the answer before, to go on. Everything else as before.',
  },
  WebhookReplay: {
    replayed: 'How many will be sent. One that is being sent just now is left alone.',
  },
  ApiKeyCreated: { key: 'The key itself. Shown this once; only its hash is kept.' },
  Connection: {
    notification_url: 'Where the provider is to send its notifications. Treat it as a secret.',
    wire: 'Overrides of what is assumed about the provider.',
  },
  NewConnection: {
    settings: "The provider's own fields that are not secret.",
    credentials: 'Write only: sealed, never shown again. Left out in a replacement, they stay.',
    sender:
      'Who sends links that do not say so themselves: `service`, the default, or `provider` where it has that (`limits.senders`).',
    expires_in_days: 'When a link without `expires_at` ends; 30 when left out.',
    calls_per_second:
      'Calls a second that the provider takes, 1 to 100; 10 when left out, since none of the providers publishes a limit. What runs in the background (checks by the timer and before reminders) uses at most 80 % of it.',
  },
};
