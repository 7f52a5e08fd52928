import type { Link, Smarterpay } from './state.ts';

/** The link's page: `setup` and `payment` in base64, `page` the page's id in hex. */
export function pageUrl({ pageBaseUrl }: Smarterpay, { setup, token, ecommerce_page }: Link): string {
  const hex = Buffer.from(ecommerce_page, 'ascii').toString('hex').toUpperCase();
  return `${pageBaseUrl()}?setup=${encodeURIComponent(setup)}&payment=${encodeURIComponent(token)}&page=${hex}`;
}

/** The link whose page has exactly these parameters. */
export function linkAt(smarterpay: Smarterpay, query: URLSearchParams): Link | undefined {
  const token = query.get('payment');
  const link = Object.values(smarterpay.state.links).find((one) => one.token === token);
  if (!link) return undefined;
  const wanted = new URL(pageUrl(smarterpay, link)).searchParams;
  const isSame =
    query.size === wanted.size && [...wanted].every(([name, value]) => query.get(name) === value);
  return isSame ? link : undefined;
}
