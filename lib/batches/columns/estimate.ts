import type { OpenedConnection } from '../../connections/open.ts';
import type { LinkTerms } from '../../links/model/link.ts';
import { nativeChannels } from '../../links/sending-at-creation.ts';
import { contentOf } from '../../messages/content.ts';
import type { Wording } from '../../messages/model/wording.ts';
import { chooseWording, type WordingReader } from '../../messages/own-wording.ts';
import { smsSize } from '../../messages/sms-size.ts';
import { textOf } from '../../messages/text-of.ts';
import { exampleUrl } from '../../messages/wordings.ts';
import type { Organisation } from '../../organisations/organisation.ts';
import { recipientZones } from '../../time/recipient-zones.ts';

/** First messages that a link is going to have. */
export interface Estimate {
  sms: 0 | 1;
  email: 0 | 1;
  /** Of the SMS, where it is ours; what a provider sends is its own affair. */
  segments: number;
}

interface Estimating {
  organisation: Organisation;
  opened: OpenedConnection;
  wordings: WordingReader;
  /** Without a trailing slash. */
  publicBaseUrl: string;
}

const NONE: Estimate = { sms: 0, email: 0, segments: 0 };

/**
 * How many messages and SMS segments links cost. Every short url is of one length, and our own words are cut to fit, so
 * only those of the organisation have to be written out for each link.
 */
export function estimator({ organisation, opened, wordings, publicBaseUrl }: Estimating) {
  const code = exampleUrl(publicBaseUrl).slice(-22);
  const chosen = new Map<string, { language: string; wording?: Wording }>();
  const segmentsOf = (terms: LinkTerms, language?: string, wording?: Wording) => {
    const zone = recipientZones(terms.customer, organisation.timezone)[0];
    const content = contentOf({ ...terms, code }, organisation, zone, publicBaseUrl, language);
    const text = textOf('first', 'sms', content, wording);
    return text.channel === 'sms' ? smsSize(text.text).segments : 0;
  };
  let usual: number | undefined;
  const hasOwn = Object.values(organisation.wordings ?? {}).some((texts) => texts.includes('sms.first'));

  return (terms: LinkTerms): Estimate | Promise<Estimate> => {
    const { channels = [], sender } = terms;
    if (channels.length === 0) return NONE;
    const sms = channels.includes('sms');
    const email = channels.includes('email') ? 1 : 0;
    if (!sms) return { sms: 0, email, segments: 0 };
    const isOurs = sender !== 'provider' && !nativeChannels(terms, opened).includes('sms');
    if (!isOurs) return { sms: 1, email, segments: 0 };
    return hasOwn ? inOwnWords(terms, email) : { sms: 1, email, segments: inOurs(terms) };
  };

  async function inOwnWords(terms: LinkTerms, email: Estimate['email']): Promise<Estimate> {
    const { language, wording } = await wordsFor(terms.customer?.language);
    return { sms: 1, email, segments: wording ? segmentsOf(terms, language, wording) : inOurs(terms) };
  }

  function inOurs(terms: LinkTerms): number {
    usual ??= segmentsOf(terms);
    return usual;
  }

  async function wordsFor(asked: string | undefined) {
    const known = chosen.get(asked ?? '');
    if (known) return known;
    const found = await chooseWording(wordings, organisation, asked, 'sms', 'first');
    if (chosen.size < MOST_LANGUAGES) chosen.set(asked ?? '', found);
    return found;
  }
}

const MOST_LANGUAGES = 1000;
