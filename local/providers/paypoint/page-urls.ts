import type { Link, Paypoint } from './state.ts';

export function longUrl({ pageBaseUrl }: Paypoint, { id }: Pick<Link, 'id'>): string {
  return `${pageBaseUrl()}/paybylink/${id}`;
}

export function shortUrl({ pageBaseUrl }: Paypoint, { short }: Pick<Link, 'short'>): string {
  return `${pageBaseUrl()}/${short}`;
}
