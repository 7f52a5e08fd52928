import { ourReference } from '../ids.ts';
import type {
  CreatedProviderLink,
  NewProviderLink,
  ProviderLink,
  ProviderLinkRef,
} from '../providers/contract.ts';
import type { ProviderLinkName } from '../table/bindings.ts';
import type { Link } from './model/link.ts';

/** What a provider is asked to make. The same link in the same generation always asks for the same. */
export function providerInput(link: Link, publicBaseUrl: string): NewProviderLink {
  const sendBy = link.sentAtCreation ?? [];
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
    ...(sendBy.length ? { sendBy } : {}),
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

/**
 * The names under which a provider link is bound. One that was made just now has the name that its provider gives at
 * creation; one that was found may be known to another of our links by either.
 */
export function providerLinkNames(made: CreatedProviderLink | ProviderLink): ProviderLinkName[] {
  const { providerLinkId, providerUrl } = made;
  if (providerLinkId === null) return [{ url: providerUrl }];
  return 'observation' in made ? [{ id: providerLinkId }, { url: providerUrl }] : [{ id: providerLinkId }];
}
