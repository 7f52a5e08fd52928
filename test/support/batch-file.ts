import type { NewProviderLink, ProviderBatches } from '../../lib/providers/contract.ts';

/** The provider's own file of these links; throws where they do not all fit. */
export function fileOf<Account>(
  { beginFile }: Pick<ProviderBatches<Account>, 'beginFile'>,
  links: readonly NewProviderLink[],
  account: Account,
): Uint8Array {
  const file = beginFile(account);
  for (const link of links) if (!file.add(link)) throw new Error('the file is full');
  return file.bytes();
}
