import type { Channel } from '../links/model/channel.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from '../table/client.ts';
import { getWording } from '../table/wordings.ts';
import { ENGLISH } from './content.ts';
import type { TextKind, Wording } from './model/wording.ts';

/** In whose words and in which language a message is written. */
export interface Chosen {
  language: string;
  /** Absent: in ours. */
  wording?: Wording;
}

/** Reads the wordings of an organisation, each at most once. */
export type WordingReader = (language: string) => Promise<Wording | undefined>;

export function wordingReader(table: Table, org: string): WordingReader {
  const known = new Map<string, Promise<Wording | undefined>>();
  return (language) => {
    const found = known.get(language) ?? getWording(table, org, language);
    known.set(language, found);
    return found;
  };
}

/**
 * The customer's language first, exactly, then with less and less of its tag (RFC 4647, lookup), then the organisation's
 * default one in the same way, and English of ours at last, or at once for a customer who reads English. Nothing is read
 * but a wording that is known to have the text.
 */
export async function chooseWording(
  read: WordingReader,
  { defaultLanguage, wordings = {} }: Pick<Organisation, 'defaultLanguage' | 'wordings'>,
  customerLanguage: string | undefined,
  channel: Channel,
  kind: TextKind,
): Promise<Chosen> {
  const text = `${channel}.${kind}`;
  const readsEnglish = /^en(-|$)/i.test(customerLanguage ?? '');
  const tags = [...lookup(customerLanguage), ...(readsEnglish ? [] : lookup(defaultLanguage))];
  for (const language of new Set(tags)) {
    if (!wordings[language]?.includes(text)) continue;
    const wording = await read(language);
    // It may have been taken away since the organisation was read.
    if (wording?.[channel]?.[kind]) return { language, wording };
  }
  return { language: ENGLISH };
}

/** `zh-Hant-TW`, `zh-Hant`, `zh`; nothing where it is no tag. */
function lookup(tag: string | undefined): string[] {
  const parts = canonical(tag)?.split('-') ?? [];
  return parts.map((_, cut) => parts.slice(0, parts.length - cut).join('-'));
}

function canonical(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
