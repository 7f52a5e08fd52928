import type { Fortis } from './state.ts';

/** The page: `wire.page_url_template` filled in, but on plain HTTP, which is all that a loopback portal speaks. */
export function pageUrl(fortis: Fortis, id: string): string {
  return fortis
    .wire()
    .page_url_template.replaceAll('{portal_host}', new URL(fortis.baseUrl()).host)
    .replaceAll('{id}', id)
    .replace(/^https:/, 'http:');
}

/** The id in the path and query of a page, whether or not there is such a paylink. */
export function pageId(fortis: Fortis, path: string): string | undefined {
  const id = /[0-9a-f]{24}/.exec(path)?.[0];
  const url = id && URL.parse(pageUrl(fortis, id));
  return url && url.pathname + url.search === path ? id : undefined;
}
