import type { Clock } from '../clock.ts';
import type { FieldIssue } from '../errors.ts';
import type { Link, LinkCustomer } from '../links/model/link.ts';
import { readLink } from '../links/read.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import { recipientZones } from '../time/recipient-zones.ts';
import { contentOf, ENGLISH } from './content.ts';
import type { EmailWording, SmsWording, TextKind, Wording } from './model/wording.ts';
import { type Chosen, chooseWording, wordingReader } from './own-wording.ts';
import { type MessageText, textOf } from './text-of.ts';
import { emailIssues, smsIssues } from './wording-rules.ts';
import { exampleUrl, refuse } from './wordings.ts';

/** Words to be tried; without: those that a message would have. */
export type Draft = { channel: 'sms'; words?: SmsWording } | { channel: 'email'; words?: EmailWording };

export type Wanted = Draft & {
  kind: TextKind;
  /** As the customer's; absent: the link's customer's, if there is one. */
  language?: string | undefined;
  /** A link of the organisation, or what is known of a thought one. */
  about: { linkId: string } | { sample: Sample };
};

/** A link of the mind. What is undefined is without a value. */
export interface Sample {
  sender: string | undefined;
  name: string | undefined;
  amount: number;
  currency: string;
  /** Minor units; `unknown`: some was paid, and the provider does not tell how much. */
  amountPaid: number | 'unknown';
  description: string | undefined;
  reference: string | undefined;
  dueOn: string | undefined;
  /** Epoch ms. */
  expiresAt: number | undefined;
}

export interface Preview {
  language: string;
  /** In own words, or the draft's; else in ours. */
  own: boolean;
  text: MessageText;
}

interface PreviewDeps {
  table: Table;
  clock: Clock;
  /** Without a trailing slash. */
  publicBaseUrl: string;
}

/** What a message would say now, made by the same functions that write what is sent. Sends and stores nothing. */
export async function previewText(deps: PreviewDeps, org: string, wanted: Wanted): Promise<Preview> {
  const { table, publicBaseUrl } = deps;
  const { kind, channel, about } = wanted;
  const url = exampleUrl(publicBaseUrl);
  refuse(draftIssues(wanted, url));
  const organisation = await getOrganisation(table, org);
  const link =
    'linkId' in about
      ? await readLink(deps, org, about.linkId)
      : sampleLink(about.sample, deps.clock.now(), url);
  const asked = wanted.language ?? link.customer?.language;
  const { language, wording } = wanted.words
    ? drafted(wanted, asked ?? organisation.defaultLanguage)
    : await chooseWording(wordingReader(table, org), organisation, asked, channel, kind);
  const from = 'sample' in about && about.sample.sender ? { name: about.sample.sender } : organisation;
  const content = contentOf(link, from, zone(link, organisation), publicBaseUrl, language);
  return { language, own: wording !== undefined, text: textOf(kind, channel, content, wording) };
}

function draftIssues(draft: Draft, url: string): FieldIssue[] {
  if (draft.channel === 'sms') return draft.words ? below(smsIssues(draft.words, url)) : [];
  return draft.words ? below(emailIssues(draft.words, url)) : [];
}

function below(issues: readonly FieldIssue[]): FieldIssue[] {
  return issues.map((issue) => ({ ...issue, pointer: `/wording${issue.pointer}` }));
}

function drafted({ kind, ...draft }: Wanted, language: string = ENGLISH): Chosen {
  const wording: Wording =
    draft.channel === 'sms'
      ? { sms: draft.words ? { [kind]: draft.words } : {} }
      : { email: draft.words ? { [kind]: draft.words } : {} };
  return { language, wording };
}

function zone(link: Link, organisation: Organisation): string {
  return recipientZones(link.customer, organisation.timezone)[0];
}

const MONTH_MS = 30 * 86_400_000;

function sampleLink(sample: Sample, now: number, url: string): Link {
  const customer: LinkCustomer = sample.name === undefined ? {} : { name: sample.name };
  const { amountPaid } = sample;
  return {
    org: '',
    id: '',
    code: url.slice(url.lastIndexOf('/') + 1),
    connection: '',
    provider: '',
    amount: sample.amount,
    currency: sample.currency,
    customer,
    ...(sample.description === undefined ? {} : { description: sample.description }),
    ...(sample.reference === undefined ? {} : { reference: sample.reference }),
    ...(sample.dueOn === undefined ? {} : { dueOn: sample.dueOn }),
    ...(amountPaid === 0
      ? {}
      : { facts: { partlyPaidAt: now, ...(amountPaid === 'unknown' ? {} : { amountPaid }) } }),
    expiresAt: sample.expiresAt ?? now + MONTH_MS,
    version: 1,
    writer: '',
    cause: { by: '', what: '' },
    stage: 'open',
    status: 'active',
    createdAt: now,
    updatedAt: now,
  };
}
