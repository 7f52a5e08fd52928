import { ourReference } from '../ids.ts';
import type { NewProviderLink, ProviderLinkRef } from '../providers/contract.ts';
import type { ProviderLinkName } from '../table/bindings.ts';
import type { Link } from './model/link.ts';

/** What a provider is asked to make. The same link in the same generation always asks for the same. */
export function providerInput(link: Link, publicBaseUrl: string): NewProviderLink {
  const back = `${publicBaseUrl}/p/${link.code}/back`;
  const {
    customer = {},
    reference,
    description,
    methods,
    booking,
    createdBy,
    validateAccount,
    metadata,
  } = link;
  return {
    reference: ourReference(link.id, link.generation ?? 0),
    money: { amount: link.amount, currency: link.currency },
    customer,
    expiresAt: link.expiresAt,
    redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
    options: link.providerOptions ?? {},
    ...(reference === undefined ? {} : { merchantReference: reference }),
    ...(description === undefined ? {} : { description }),
    ...(methods === undefined ? {} : { methods }),
    ...(booking === undefined ? {} : { booking }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(validateAccount === undefined ? {} : { validateAccount }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** How the provider knows this link; `undefined` until it is known to be there. */
export function providerRef(link: Link): ProviderLinkRef | undefined {
  if (link.providerLinkId === undefined && link.providerUrl === undefined) return undefined;
  return {
    providerLinkId: link.providerLinkId ?? null,
    ...(link.providerUrl === undefined ? {} : { providerUrl: link.providerUrl }),
    money: { amount: link.amount, currency: link.currency },
    reference: ourReference(link.id, link.generation ?? 0),
    options: link.providerOptions ?? {},
  };
}

export function providerLinkName(made: {
  providerLinkId: string | null;
  providerUrl: string;
}): ProviderLinkName {
  return made.providerLinkId === null ? { url: made.providerUrl } : { id: made.providerLinkId };
}
