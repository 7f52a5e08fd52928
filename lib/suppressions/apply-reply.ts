import type { Table } from '../table/client.ts';
import { organisationsTexted } from '../table/texted.ts';
import { normalContact } from './contact.ts';
import { lift } from './lift.ts';
import { wordOf } from './stop-words.ts';
import { suppress } from './suppress.ts';

/** A text that somebody sent to our number. */
export interface Reply {
  /** The person's number, E.164. */
  from: string;
  body: string;
  /** Epoch ms. */
  at: number;
}

/**
 * Does what a text asks for. STOP: no organisation that has texted this number texts it any more. START or UNSTOP: what a
 * STOP before it has stopped goes on, and nothing else. Any other text does nothing, and none is kept. It may come twice;
 * one organisation that fails keeps no other from it, and then all is thrown on to be done again.
 */
export async function applyReply(
  deps: { table: Table },
  { from, body, at }: Reply,
): Promise<{ word: 'stop' | 'start' | undefined; organisations: number }> {
  const word = wordOf(body);
  const contact = normalContact('sms', from);
  if (!word || contact === undefined) return { word, organisations: 0 };
  const orgs = await organisationsTexted(deps.table, contact);
  const outcomes = await Promise.allSettled(
    orgs.map((org) => {
      const reply = { org, channel: 'sms', contact, source: 'stop_reply', at } as const;
      return word === 'stop' ? suppress(deps, reply) : lift(deps, reply);
    }),
  );
  const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (failed.length) throw new AggregateError(failed, 'a reply has not reached every organisation');
  return { word, organisations: orgs.length };
}
