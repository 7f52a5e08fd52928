import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

const LONGEST_URL = 500;

/** Names that mean this machine or a network behind a router, wherever they are asked (RFC 6761, 6762, 8375, ICANN). */
const INNER_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|lan|home|corp|mail|arpa|onion|invalid)$/;

/** `loopback`: the local stack, where servers of this machine are taken too, also by http. */
export type Reach = 'public' | 'loopback';

/** What is wrong with an url as that of an endpoint, in a sentence; `undefined`: nothing that can be seen in it. */
export function urlFault(text: string, reach: Reach): string | undefined {
  const found = parse(text);
  if (typeof found === 'string') return found;
  const host = hostOf(found);
  if (reach === 'loopback' && isLoopbackHost(host)) return undefined;
  if (found.protocol !== 'https:') return 'It begins with https.';
  if (isIP(host) ? !isPublicAddress(host) : !isPublicName(host))
    return 'Its host is one of the public internet.';
  const port = Number(found.port || 443);
  if (port !== 443 && port < 1024) return 'Its port is 443, or one from 1024 on.';
  return undefined;
}

/** The host as a resolver takes it: IPv6 without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** A loopback address or `localhost`. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host);
}

/** Strict before the parser is lenient: what it would repair is refused, so that nobody reads the url otherwise than we. */
function parse(text: string): URL | string {
  if (text.length > LONGEST_URL) return `At most ${LONGEST_URL} characters.`;
  if (!/^[!-~]+$/.test(text)) return 'ASCII without blanks; a host name as xn--….';
  if (/[\\#]/.test(text)) return 'Without a fragment and without backslashes.';
  if (!/^https?:\/\/[^/?]/i.test(text) || !URL.canParse(text)) return 'An absolute url, https://…';
  const [, authority = ''] = /^https?:\/\/([^/?]*)/i.exec(text) ?? [];
  if (/[@%]/.test(authority)) return 'Without user, password and escapes before its path.';
  const url = new URL(text);
  // 127.1, 0x7f.0.0.1 or a trailing dot: another parser may see another host.
  if (authority.toLowerCase().replace(/:\d*$/, '') !== url.hostname)
    return 'A host as it is usually written.';
  return url;
}

function isPublicName(host: string): boolean {
  const labels = host.split('.');
  return (
    labels.length > 1 &&
    labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}$/.test(label) && !label.endsWith('-')) &&
    /^[a-z]|^xn--/.test(labels.at(-1) ?? '') &&
    !INNER_NAMES.test(host)
  );
}
