import { isLoopbackUrl } from '../base-url.ts';
import type { BaseUrls } from '../contract.ts';
import type { FortisProfile } from './profile.ts';

/** The payment page by the wire profile's template; undefined: it needs a portal host and there is none. */
export function pageUrlBy(
  { page_url_template }: FortisProfile,
  portalHost: string | undefined,
  id: string,
): string | undefined {
  if (portalHost === undefined && page_url_template.includes('{portal_host}')) return undefined;
  return page_url_template
    .replace('{portal_host}', () => portalHost ?? '')
    .replace('{id}', () => encodeURIComponent(id));
}

/** Where payers are sent; nothing is ever sent there by us. */
export function isPageUrl(value: string, baseUrls: BaseUrls): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  const [withoutQuery = ''] = value.split(/[?#]/);
  return baseUrls === 'loopback' && isLoopbackUrl(withoutQuery);
}
