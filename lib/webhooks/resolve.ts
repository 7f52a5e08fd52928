import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';
import { hostOf, isLoopbackHost, type Reach } from './target.ts';

export interface Address {
  address: string;
  family: number;
}

/** Every address of a host; rejects where there is none. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = (host) => lookup(host, { all: true });

/**
 * The addresses that may be connected to, or why none may. Asked once for each try, and the connection is made to what this
 * gave: a name server that answers otherwise the next time is not asked again. One address that is not public spoils all.
 */
export async function addressesOf(
  url: URL,
  { resolve, reach }: { resolve: Resolve; reach: Reach },
): Promise<readonly Address[] | 'unknown_host' | 'address_refused'> {
  const host = hostOf(url);
  if (reach === 'loopback' && isLoopbackHost(host))
    return [
      { address: host === '::1' ? host : isIP(host) ? host : '127.0.0.1', family: host === '::1' ? 6 : 4 },
    ];
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await resolve(host).catch(() => []);
  if (found.length === 0) return 'unknown_host';
  return found.every(({ address }) => isPublicAddress(address)) ? found : 'address_refused';
}
