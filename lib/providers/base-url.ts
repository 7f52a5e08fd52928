import type { BaseUrls } from './contract.ts';

/**
 * A connection's base url without a trailing slash; undefined where the deployment does not allow it. Credentials are
 * sent there, so it is one of the provider's published ones, or one that the deployment names because the provider
 * publishes none; on the local stack also any address of the loopback.
 */
export function allowedBaseUrl(
  value: string,
  known: readonly string[],
  baseUrls: BaseUrls,
): string | undefined {
  const url = value.replace(/\/+$/, '');
  if (known.includes(url)) return url;
  if (baseUrls === 'loopback') return isLoopbackUrl(url) ? url : undefined;
  if (baseUrls === 'fixed') return undefined;
  return baseUrls.some((allowed) => url === allowed || url.startsWith(`${allowed}/`)) ? url : undefined;
}

/** http or https on 127.0.0.0/8, ::1 or localhost, without user, query and fragment. */
export function isLoopbackUrl(value: string): boolean {
  if (!URL.canParse(value) || /[?#\s]/.test(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  return (
    (protocol === 'http:' || protocol === 'https:') &&
    username === '' &&
    password === '' &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname))
  );
}
