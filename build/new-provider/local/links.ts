import { randomUUID } from 'node:crypto';
import { toIso } from '../../../lib/clock.ts';
import { type Answer, type Call, jsonAnswer } from '../../../local/providers/server.ts';
import { Refusal } from './answers.ts';
import { parseCreate } from './fields.ts';
import { checkNoBody, readJson, readQuery } from './request.ts';
import { find, type Link, linkState, linkUrl, type SampleProvider } from './state.ts';

/** No idempotency: the same request twice is two links. */
export function createLink(sampleProvider: SampleProvider, call: Call): Answer {
  readQuery(call, []);
  const { clock, state } = sampleProvider;
  const { customer, description, expires_at, ...fields } = parseCreate(
    readJson(call),
    sampleProvider.wire(),
    clock.now(),
  );
  const link: Link = {
    ...fields,
    id: randomUUID(),
    description: description ?? null,
    customer: customer ?? {},
    amount_paid: 0,
    created_at: clock.now(),
    expires_at: Date.parse(expires_at),
    opened_at: null,
    paid_at: null,
    cancelled_at: null,
    status_override: null,
  };
  state.links[link.id] = link;
  sampleProvider.changed();
  return jsonAnswer(201, linkRecord(sampleProvider, link));
}

export function getLink(sampleProvider: SampleProvider, call: Call): Answer {
  readQuery(call, []);
  checkNoBody(call);
  return jsonAnswer(200, linkRecord(sampleProvider, linkOf(sampleProvider, call)));
}

/** Once more is the same; what is paid stays paid. */
export function cancelLink(sampleProvider: SampleProvider, call: Call): Answer {
  readQuery(call, []);
  checkNoBody(call);
  const link = linkOf(sampleProvider, call);
  withdraw(sampleProvider, link);
  return jsonAnswer(200, linkRecord(sampleProvider, link));
}

export function withdraw(sampleProvider: SampleProvider, link: Link): void {
  if (linkState(sampleProvider, link) === 'paid') throw new Refusal(409, 'already_paid');
  link.cancelled_at ??= sampleProvider.clock.now();
  sampleProvider.changed();
}

/** Newest first; `next` is the id after which the next page begins. */
export function listLinks(sampleProvider: SampleProvider, call: Call): Answer {
  checkNoBody(call);
  const { clock, faults, state } = sampleProvider;
  const { page_size, list_lag_seconds } = sampleProvider.wire();
  const { reference, after, limit = String(page_size) } = readQuery(call, ['reference', 'after', 'limit']);
  if (!/^[1-9]\d{0,8}$/.test(limit) || Number(limit) > page_size) throw new Refusal(422, 'invalid', 'limit');

  const visibleUntil = clock.now() - (faults.listLagSeconds ?? list_lag_seconds) * 1000;
  const listed = Object.values(state.links)
    .reverse()
    .filter((link) => link.created_at <= visibleUntil)
    .filter((link) => reference === undefined || link.reference === reference);
  const start = after === undefined ? 0 : listed.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw new Refusal(422, 'invalid', 'after');
  const page = listed.slice(start, start + Number(limit));
  const isLast = start + page.length >= listed.length;
  return jsonAnswer(200, {
    data: page.map((link) => linkRecord(sampleProvider, link)),
    next: isLast ? null : page.at(-1)?.id,
  });
}

function linkRecord(sampleProvider: SampleProvider, link: Link) {
  const { status_override, cancelled_at, created_at, expires_at, opened_at, paid_at, ...fields } = link;
  return {
    ...fields,
    url: linkUrl(sampleProvider, link),
    status: status_override ?? linkState(sampleProvider, link),
    created_at: toIso(created_at),
    expires_at: toIso(expires_at),
    opened_at: opened_at === null ? null : toIso(opened_at),
    paid_at: paid_at === null ? null : toIso(paid_at),
  };
}

function linkOf({ state }: SampleProvider, { path }: Call): Link {
  const link = find(state, decodeURIComponent(path.split('/')[2] ?? ''));
  if (!link) throw new Refusal(404, 'not_found');
  return link;
}
