import { ProviderError } from '../errors.ts';
import { callFortis, type FortisCall, failed, paylinkPath } from './call.ts';
import { pageUrlOf } from './map.ts';
import { type Paylink, PaylinkAnswer } from './wire.ts';

/** One record, with its page where Fortis tells it. Throws `not-found`. */
export async function fetchPaylink(
  id: string,
  expand: readonly string[],
  call: FortisCall,
): Promise<Paylink> {
  const names = [
    ...new Set([...(call.account.profile.payment_url_expand ? ['payment_url'] : []), ...expand]),
  ];
  const { path, namesRecord } = paylinkPath(id);
  const { paylink } = await callFortis(
    {
      operation: 'get',
      effect: 'read',
      method: 'GET',
      path: names.length > 0 ? `${path}?expand=${names.join(',')}` : path,
      namesRecord,
      answer: PaylinkAnswer,
    },
    call,
  );
  return paylink;
}

/** Undefined: there is none (any more). */
export async function readPaylink(
  id: string,
  expand: readonly string[],
  call: FortisCall,
): Promise<Paylink | undefined> {
  try {
    return await fetchPaylink(id, expand, call);
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** The page of a record that a list gave; the record itself is read only where nothing else tells it. */
export async function readPage(link: Paylink, call: FortisCall): Promise<string | undefined> {
  const told = pageUrlOf(link, call.account);
  if (told !== undefined) return told;
  const read = await readPaylink(link.id, [], call);
  return read && knownPage(read, call);
}

/** `bad-response`: a link that nobody can be sent to. */
export function knownPage(link: Pick<Paylink, 'id' | 'payment_url'>, { account }: FortisCall): string {
  const url = pageUrlOf(link, account);
  if (url === undefined) throw failed('bad-response', 'get');
  return url;
}
