import { createHash } from 'node:crypto';

/** Every key string of the table, one function per key. `docs/access-patterns.md` tells who reads by which. */
export interface Key {
  pk: string;
  sk: string;
}

/** How many partitions the `due` index has; the tick reads each once. */
const DUE_PARTITIONS = 32;

/** How many more it has for deliveries of webhooks: merchants' servers that are down must not keep links waiting. */
const DELIVERY_PARTITIONS = 8;

/** A link and every other link of its organisation and shard, newest last. The last character of the id is its shard. */
export function linkKey(org: string, linkId: string): Key {
  return { pk: linksPartition(org, linkId.slice(-1)), sk: `L#${linkId}` };
}

export function linksPartition(org: string, shard: string): string {
  return `O#${org}#${shard}`;
}

/** Organisation and link id of a key that an index gave. */
export function linkOfKey(key: Key): { org: string; id: string } | undefined {
  const [, org] = key.pk.split('#');
  return org && key.sk.startsWith('L#') ? { org, id: key.sk.slice(2) } : undefined;
}

/** A link's messages and events: one query is its timeline. */
export function linkChildren(org: string, linkId: string): string {
  return `O#${org}#L#${linkId}`;
}

export function messageKey(org: string, linkId: string, messageId: string): Key {
  return { pk: linkChildren(org, linkId), sk: `M#${messageId}` };
}

/** Version padded so that the text order is the order of time. */
export function eventKey(org: string, linkId: string, version: number, ordinal: number): Key {
  return { pk: linkChildren(org, linkId), sk: `E#${String(version).padStart(8, '0')}.${ordinal}` };
}

/** What names a provider link in keys. A url is hashed, an id is not: ids are at most 64 characters. */
export function providerLinkName(providerLink: { id: string } | { url: string }): string {
  return 'id' in providerLink ? providerLink.id : `U${sha256(providerLink.url)}`;
}

/** Which of our links owns a provider link. */
export function bindingKey(
  org: string,
  connection: string,
  providerLink: { id: string } | { url: string },
): Key {
  return { pk: `X#${org}#${connection}#${providerLinkName(providerLink)}`, sk: 'X' };
}

/** The sweep of a connection; it stands beside its connection. */
export function sweepKey(org: string, connection: string): Key {
  return { pk: `O#${org}`, sk: `S#${connection}` };
}

/** Organisation and connection of a sweep's key that an index gave. */
export function sweepOfKey(key: Key): { org: string; connection: string } | undefined {
  const [, org] = key.pk.split('#');
  return org && key.sk.startsWith('S#') ? { org, connection: key.sk.slice(2) } : undefined;
}

/** One of so many parts of what a sweep told. */
export function sweptPartKey(org: string, connection: string, parts: number, part: number): Key {
  return { pk: `O#${org}#S#${connection}`, sk: `S#${parts}#${part}` };
}

/** In which part a provider link lies: any other link of the connection as likely in any other. */
export function sweptPart(name: string, parts: number): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0) % parts;
}

/** What a sweep under way has read so far. */
export function sweptPageKey(org: string, connection: string, startedAt: number, page: number): Key {
  return { pk: `O#${org}#S#${connection}`, sk: `P#${startedAt}#${page}` };
}

export function idempotencyKey(org: string, method: string, route: string, key: string): Key {
  return { pk: `I#${org}#${sha256(`${method} ${route} ${key}`)}`, sk: 'I' };
}

/** The connection that a notification url belongs to. */
export function hookKey(token: string): Key {
  return { pk: `H#${token}`, sk: 'H' };
}

/** One address or number of an organisation, by a keyed hash: suppression and send slots. */
export function recipientKey(org: string, contactHash: string): Key {
  return { pk: `O#${org}#R#${contactHash}`, sk: 'R' };
}

/** What an organisation must not message, for its list; what a send reads is the recipient. */
export function suppressionKey(org: string, channel: string, contactHash: string): Key {
  return { pk: `O#${org}#U`, sk: `U#${channel}#${contactHash}` };
}

/** Which organisations have texted a number, so that a STOP reaches each of them. */
export function textedKey(number: string, org: string): Key {
  return { pk: `N#${sha256(number)}`, sk: `N#${org}` };
}

/** The organisation and what it has few of, in one partition. */
export function organisationKey(org: string): Key {
  return { pk: `O#${org}`, sk: 'ORGANISATION' };
}

export function connectionKey(org: string, connection: string): Key {
  return { pk: `O#${org}`, sk: `C#${connection}` };
}

/** The rate of a connection's calls; it stands beside its connection. */
export function rateKey(org: string, connection: string): Key {
  return { pk: `O#${org}`, sk: `G#${connection}` };
}

/** The own wording of an organisation in one language. */
export function wordingKey(org: string, language: string): Key {
  return { pk: `O#${org}`, sk: `W#${language}` };
}

/** A batch and every other one of its organisation, newest last. */
export function batchKey(org: string, batchId: string): Key {
  return { pk: batchesPartition(org), sk: `B#${batchId}` };
}

export function batchesPartition(org: string): string {
  return `O#${org}#B`;
}

/** Organisation and batch of a key that an index gave. */
export function batchOfKey(key: Key): { org: string; batchId: string } | undefined {
  const [, org, kind, batchId] = key.pk.split('#');
  return org && kind === 'B' && batchId === undefined && key.sk.startsWith('B#')
    ? { org, batchId: key.sk.slice(2) }
    : undefined;
}

/** A batch's chunks, sums and events. */
export function batchChildren(org: string, batchId: string): string {
  return `O#${org}#B#${batchId}`;
}

export function sumsKey(org: string, batchId: string): Key {
  return { pk: batchChildren(org, batchId), sk: 'S' };
}

/** As those of a link: the text order is the order of time. */
export function batchEventKey(org: string, batchId: string, version: number, ordinal: number): Key {
  return { pk: batchChildren(org, batchId), sk: `E#${String(version).padStart(8, '0')}.${ordinal}` };
}

/** What the header of a batch's file says. */
export function layoutKey(org: string, batchId: string): Key {
  return { pk: batchChildren(org, batchId), sk: 'L' };
}

/** Padded so that the text order is that of the file. */
export function chunkKey(org: string, batchId: string, chunk: number): Key {
  return { pk: batchChildren(org, batchId), sk: `C#${String(chunk).padStart(5, '0')}` };
}

/** Organisation, batch and number of a chunk's key that an index gave. */
export function chunkOfKey(key: Key): { org: string; batchId: string; number: number } | undefined {
  const [, org, kind, batchId] = key.pk.split('#');
  return org && kind === 'B' && batchId && key.sk.startsWith('C#')
    ? { org, batchId, number: Number(key.sk.slice(2)) }
    : undefined;
}

/** Which batch has taken a file's content last. */
export function contentKey(org: string, content: string): Key {
  return { pk: `O#${org}`, sk: `F#${content}` };
}

/** A chain of batches that was gone on with late, by its first batch. */
export function lateChainKey(org: string, root: string): Key {
  return { pk: `O#${org}`, sk: `Y#${root}` };
}

/** An export and every other one of its organisation, newest last. */
export function exportKey(org: string, exportId: string): Key {
  return { pk: exportsPartition(org), sk: `EX#${exportId}` };
}

export function exportsPartition(org: string): string {
  return `O#${org}#EX`;
}

/** Organisation and export of a key that an index gave. */
export function exportOfKey(key: Key): { org: string; exportId: string } | undefined {
  const [, org, kind] = key.pk.split('#');
  return org && kind === 'EX' && key.sk.startsWith('EX#') ? { org, exportId: key.sk.slice(3) } : undefined;
}

/** An endpoint of webhooks; its health stands behind it, so that one query has both. */
export function webhookEndpointKey(org: string, endpoint: string): Key {
  return { pk: `O#${org}`, sk: `WE#${endpoint}` };
}

export function webhookHealthKey(org: string, endpoint: string): Key {
  return { pk: `O#${org}`, sk: `WE#${endpoint}#H` };
}

/** One event for one endpoint, and every other of that endpoint by the event's time: the id is a ULID. */
export function deliveryKey(org: string, endpoint: string, id: string): Key {
  return { pk: deliveriesPartition(org, endpoint), sk: `D#${id}` };
}

export function deliveriesPartition(org: string, endpoint: string): string {
  return `O#${org}#WE#${endpoint}`;
}

/** Organisation, endpoint and delivery of a key that an index gave. */
export function deliveryOfKey(key: Key): { org: string; endpoint: string; id: string } | undefined {
  const [, org, kind, endpoint] = key.pk.split('#');
  return org && kind === 'WE' && endpoint && key.sk.startsWith('D#')
    ? { org, endpoint, id: key.sk.slice(2) }
    : undefined;
}

/** The organisation of an event's key, of a link or of a batch. */
export function orgOfEventKey(key: Key): string | undefined {
  const [, org, kind, id, ...more] = key.pk.split('#');
  const isEvent = (kind === 'L' || kind === 'B') && id && more.length === 0 && key.sk.startsWith('E#');
  return isEvent ? org : undefined;
}

/** Partition of the `feed` index: what an organisation is told of that was published on the day (UTC) of an instant. */
export function feedDay(org: string, publishedAt: number): string {
  return `F#${org}#${new Date(publishedAt).toISOString().slice(0, 10)}`;
}

/** Before the place of whatever was published at an instant, and behind all that was before. */
export function feedInstant(publishedAt: number): string {
  return String(publishedAt).padStart(15, '0');
}

/** Where an event stands in its organisation's feed: by instant of publication, link or batch, version; padded for the text order. */
export function feedPlace(eventId: string, publishedAt: number): string {
  const [id = '', version = '', ordinal = ''] = eventId.split('.');
  return `${feedInstant(publishedAt)}#${id}.${version.padStart(8, '0')}.${ordinal.padStart(2, '0')}`;
}

/** For the list of an organisation's keys; never holds the key itself. */
export function apiKeyKey(org: string, keyId: string): Key {
  return { pk: `O#${org}`, sk: `K#${keyId}` };
}

/** For authentication: found by the hash of what the caller sent. */
export function apiKeyHashKey(secret: string): Key {
  return { pk: `K#${sha256(secret)}`, sk: 'K' };
}

/** Partition of the `due` index; it depends on the item alone, so any outage leaves the oldest first in each. */
export function dueKey(id: string): string {
  return duePartition(spread(id, DUE_PARTITIONS));
}

export function duePartitions(): string[] {
  return Array.from({ length: DUE_PARTITIONS }, (_, index) => duePartition(index));
}

/** The same for deliveries, which have partitions of their own. */
export function deliveryDueKey(id: string): string {
  return deliveryDuePartition(spread(id, DELIVERY_PARTITIONS));
}

export function deliveryDuePartitions(): string[] {
  return Array.from({ length: DELIVERY_PARTITIONS }, (_, index) => deliveryDuePartition(index));
}

/** Partition of the `reference` index. */
export function referenceKey(org: string, reference: string): string {
  return `O#${org}#${reference}`;
}

/** The reference of a key of that index; it may hold a `#` itself. */
export function referenceOfKey(key: string): string {
  return key.split('#').slice(2).join('#');
}

function duePartition(index: number): string {
  return `D#${String(index).padStart(2, '0')}`;
}

function deliveryDuePartition(index: number): string {
  return `D#W${index}`;
}

function spread(id: string, partitions: number): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % partitions;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
