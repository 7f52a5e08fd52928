import { SEND_TIMEOUT_MS, type SendOutcome } from '../channels/outcome.ts';
import type { Link, Send } from '../links/model/link.ts';
import { saveLink } from '../links/save.ts';
import { log } from '../log.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { suppressedContact } from '../suppressions/contact.ts';
import { suppressKnown } from '../suppressions/suppress.ts';
import { unsubscribeToken } from '../suppressions/unsubscribe-token.ts';
import { getLink } from '../table/links.ts';
import { getOrganisation } from '../table/organisations.ts';
import { recipientZones } from '../time/recipient-zones.ts';
import type { Zones } from '../time/zone.ts';
import { contactHashOf, contactOf } from './contact.ts';
import { contentOf } from './content.ts';
import { chooseWording, type WordingReader, wordingReader } from './own-wording.ts';
import { claimed, nextStep, type Step, withSends } from './plan.ts';
import { type End, giveBack, type RecordDeps, recordEnd } from './record.ts';
import { type NoSlot, takeSlot } from './take-slot.ts';
import { textKindOf, textOf } from './text-of.ts';
import { type Channels, transmit } from './transmit.ts';

export interface DeliverDeps extends RecordDeps, Channels {
  /** Without a trailing slash. */
  publicBaseUrl: string;
}

/** A send claimed later than this would have to be recorded after the function's own end, 30 s. What is left is due. */
const CLAIM_WITHIN_MS = 12_000;

/** More steps than a link has sends, each lost once or twice to another worker. */
const STEPS = 40;

/** One worker's way through the sends of a link. */
interface Walk {
  deps: DeliverDeps;
  organisation: Organisation;
  zones: Zones;
  wordings: WordingReader;
  claimBefore: number;
  /** What its channel would not take for now. */
  tried: Set<string>;
}

interface Place {
  link: Link;
  /** Claimed by this worker and nobody else. */
  claim?: Send;
}

/**
 * Delivers what a link has to send, one message after the other. Called twice, late or never: a message is claimed by
 * one conditional save before its only request, and one whose sender died is never sent again by itself.
 */
export async function deliverSends(deps: DeliverDeps, org: string, linkId: string): Promise<void> {
  const link = await getLink(deps.table, org, linkId);
  if (link?.sends?.length) await walkOn(deps, { link });
}

/** Goes on from a message that this caller has just claimed, and nobody else can have. */
export function deliverClaimed(deps: DeliverDeps, link: Link, claim: Send): Promise<void> {
  return walkOn(deps, { link, claim });
}

async function walkOn(deps: DeliverDeps, start: Place): Promise<void> {
  const claimBefore = deps.clock.now() + CLAIM_WITHIN_MS;
  const { link } = start;
  const organisation = await getOrganisation(deps.table, link.org);
  const zones = recipientZones(link.customer, organisation.timezone);
  const wordings = wordingReader(deps.table, link.org);
  const walk: Walk = { deps, organisation, zones, wordings, claimBefore, tried: new Set() };
  let place: Place | undefined = start;
  for (let step = 0; place && step < STEPS; step++) {
    place = place.claim ? await send(walk, place.link, place.claim) : await advance(walk, place.link);
  }
}

async function advance(walk: Walk, link: Link): Promise<Place | undefined> {
  const step = planned(walk, link);
  switch (step.kind) {
    case 'leave':
      return undefined;
    case 'finish':
      return end(walk, link, step.send, step);
    case 'wait':
      return change(walk, link, withSends(link, ...step.sends), 'message waits');
    case 'claim': {
      const claim = claimed(step.send, walk.deps.clock.now());
      return change(walk, link, withSends(link, claim), 'message claimed', claim);
    }
    default:
      return step satisfies never;
  }
}

/** One save, not repeated: where another was faster, what is to be done is looked at afresh. */
async function change(
  walk: Walk,
  link: Link,
  draft: Link,
  what: string,
  claim?: Send,
): Promise<Place | undefined> {
  const saved = await saveLink(walk.deps, link, draft, { by: 'messages', what });
  if (saved) return { link: saved, ...(claim ? { claim } : {}) };
  const current = await getLink(walk.deps.table, link.org, link.id);
  return current && { link: current };
}

function planned({ deps, zones, claimBefore, tried }: Walk, link: Link): Step {
  const now = deps.clock.now();
  const step = nextStep(link, zones, now, tried);
  return step.kind === 'claim' && now >= claimBefore ? { kind: 'leave' } : step;
}

async function send(walk: Walk, link: Link, claim: Send): Promise<Place> {
  const outcome = await attempt(walk, link, claim);
  switch (outcome.kind) {
    case 'accepted':
      return end(walk, link, claim, {
        state: 'sent',
        ...(outcome.id === undefined ? {} : { acceptedId: outcome.id }),
      });
    case 'refused':
      return end(walk, link, claim, { state: 'failed', reason: outcome.reason });
    case 'opted_out':
      await keepOptOut(walk, link, claim);
      return end(walk, link, claim, { state: 'suppressed', reason: 'opted_out' });
    case 'suppressed':
      return end(walk, link, claim, { state: 'suppressed', reason: 'opted_out' });
    case 'unknown':
      return end(walk, link, claim, { state: 'unknown', reason: outcome.reason });
    case 'waiting':
      // Of a step that went on one channel the other is not tried for ever.
      if (hasEnded(link, claim)) return end(walk, link, claim, { state: 'failed', reason: outcome.reason });
      walk.tried.add(claim.id);
      return { link: await giveBack(walk.deps, link, claim, outcome.reason) };
    default:
      return outcome satisfies never;
  }
}

function hasEnded({ reminders }: Link, { step }: Send): boolean {
  return step !== undefined && (reminders?.done ?? []).some((done) => done.step === step);
}

/** Up to the request itself nothing has left, so what fails before it gives the claim back. */
async function attempt(walk: Walk, link: Link, claim: Send): Promise<SendOutcome | NoSlot> {
  const { deps, organisation, zones } = walk;
  const contact = contactOf(link, claim.channel) ?? '';
  try {
    const none = await takeSlot(deps, organisation, link, claim, zones[0]);
    if (none) return none;
    const kind = textKindOf(claim.kind);
    const chosen = await chooseWording(
      walk.wordings,
      organisation,
      link.customer?.language,
      claim.channel,
      kind,
    );
    const content = contentOf(link, organisation, zones[0], deps.publicBaseUrl, chosen.language);
    const text = textOf(kind, claim.channel, content, chosen.wording);
    // A worker that has slept through its claim must not send what another may have given up by now.
    if (deps.clock.now() + SEND_TIMEOUT_MS > claim.until) return { kind: 'waiting', reason: 'claim_over' };
    const unsubscribe = unsubscribeToken(
      organisation.contactKey,
      contactHashOf(organisation.contactKey, contact),
    );
    // By the time that somebody unsubscribes the link may have another address.
    const unsubscribeUrl = `${content.url}/stop?to=${unsubscribe}`;
    return transmit(deps, link, claim, { ...text, contact, sender: content.sender, unsubscribeUrl });
  } catch (error) {
    await giveBack(deps, link, claim, 'not_begun');
    throw error;
  }
}

/** Best effort: whoever tries next is told the same by the channel. */
async function keepOptOut({ deps, organisation }: Walk, link: Link, { id, channel }: Send): Promise<void> {
  try {
    await suppressKnown(
      deps,
      link.org,
      suppressedContact(organisation.contactKey, channel, contactOf(link, channel) ?? ''),
      { source: 'carrier', at: deps.clock.now(), reason: undefined },
    );
  } catch (error) {
    log.warn('SUPPRESSION_NOT_KEPT', { linkId: link.id, messageId: id, channel }, error);
  }
}

function end(walk: Walk, link: Link, ended: Send, { state, reason, acceptedId }: End): Promise<Place> {
  return recordEnd(
    walk.deps,
    link,
    ended,
    {
      state,
      ...(reason === undefined ? {} : { reason }),
      ...(acceptedId === undefined ? {} : { acceptedId }),
    },
    (rest) => {
      const next = planned(walk, rest);
      return next.kind === 'claim' ? claimed(next.send, walk.deps.clock.now()) : undefined;
    },
  );
}
