import type {
  ListFilter,
  ProviderLink,
  ProviderLinkPage,
  WantedLink,
} from '../../../lib/providers/contract.ts';
import { callSampleProvider, type SampleProviderCall } from './call.ts';
import { toProviderLink } from './map.ts';
import { linksAnswer, type PaymentLink } from './wire.ts';

/** Newest first. Their list has no filter but the reference. */
export async function listLinks(
  { cursor, pageSize }: ListFilter,
  call: SampleProviderCall,
): Promise<ProviderLinkPage> {
  const observedAt = call.now();
  const most = call.account.profile.page_size;
  const limit = String(Math.min(pageSize ?? most, most));
  const { data, next } = await readPage({ limit, ...(cursor !== undefined && { after: cursor }) }, call);
  return {
    links: data.map((link) => toProviderLink(link, call.account, { observedAt })),
    ...(next != null && { cursor: next }),
  };
}

/** The record with exactly our reference is the link. */
export async function findByReference(
  { input }: WantedLink,
  call: SampleProviderCall,
): Promise<ProviderLink[]> {
  const observedAt = call.now();
  const limit = String(call.account.profile.page_size);
  const found: PaymentLink[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const query = { reference: input.reference, limit, ...(after !== undefined && { after }) };
    const { data, next } = await readPage(query, call);
    found.push(...data.filter(({ reference }) => reference === input.reference));
    more = next != null && data.length > 0;
    after = next ?? undefined;
  }
  return found.map((link) => toProviderLink(link, call.account, { observedAt, expected: input.money }));
}

/** A harmless list of at most one. */
export async function probe(call: SampleProviderCall): Promise<void> {
  await readPage({ limit: '1' }, call);
}

function readPage(query: Record<string, string>, call: SampleProviderCall) {
  return callSampleProvider(
    {
      operation: 'list',
      effect: 'read',
      method: 'GET',
      path: `/payment-links?${new URLSearchParams(query)}`,
      answer: linksAnswer(call.account),
    },
    call,
  );
}
