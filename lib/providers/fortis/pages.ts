/** What a list tells beside its records. */
type Meta =
  | { pagination?: { links?: { next?: unknown } | null | undefined } | null | undefined }
  | null
  | undefined;

/** Whether a further page exists: `links.next` alone says so, `currentPage` is not to be trusted. */
export function hasNext(meta: Meta): boolean {
  const next = meta?.pagination?.links?.next;
  return next !== undefined && next !== null;
}

/** Pages begin with 1. An empty page is the end, whatever it says; ids that were seen are dropped. */
export async function readAll<Record extends { id: string }>(
  readPage: (page: number) => Promise<{ records: readonly Record[]; meta: Meta }>,
): Promise<Record[]> {
  const byId = new Map<string, Record>();
  for (let page = 1; ; page += 1) {
    const { records, meta } = await readPage(page);
    for (const record of records) if (!byId.has(record.id)) byId.set(record.id, record);
    if (records.length === 0 || !hasNext(meta)) return [...byId.values()];
  }
}

/** The page to read, and the last id of the one before it: what stands at or before that was given already. */
export function parseCursor(cursor: string | undefined): { page: number; lastId?: string } {
  const [, page, lastId] = /^([1-9]\d{0,8})\.(.+)$/.exec(cursor ?? '') ?? [];
  return page === undefined || lastId === undefined ? { page: 1 } : { page: Number(page), lastId };
}

/** A few at a time: no limit on calls is documented, which is no leave to find it. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += AT_A_TIME) {
    results.push(...(await Promise.all(items.slice(from, from + AT_A_TIME).map(work))));
  }
  return results;
}

const AT_A_TIME = 4;
