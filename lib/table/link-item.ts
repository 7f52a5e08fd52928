import * as z from 'zod/mini';
import { Link, type Send } from '../links/model/link.ts';
import type { Reminders } from '../links/model/reminders.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { dueKey, linkKey, linkOfKey, referenceKey, referenceOfKey } from './keys.ts';

/**
 * A link as it is stored. A write costs a unit for each KB of it, so what its keys say is not said again: organisation
 * and id, the reference while it is in its index, that what belongs to a step of the plan is a reminder, and that a step
 * which ended was sent. The sparse index keys stand only where there is something to find.
 */
export function linkItem({ org, id, dueAt, reference, sends, reminders, ...link }: Link): Item {
  const isFound = reference !== undefined && link.deletedAt === undefined;
  return toItem({
    ...linkKey(org, id),
    ...link,
    ...(sends ? { sends: sends.map(storedSend) } : {}),
    ...(reminders ? { reminders: storedReminders(reminders) } : {}),
    ...(dueAt === undefined ? {} : { due_key: dueKey(id), due_at: dueAt }),
    ...(isFound ? { reference_key: referenceKey(org, reference) } : { reference }),
  });
}

/** A link as it stands in the table or in an image of the stream. */
export function toLink(item: Item): Link {
  return parseLink(fromItem(item));
}

/** The same of an item that is no wire format any more. One that says what its keys say is read as well. */
export function parseLink(item: Readonly<Record<string, unknown>>): Link {
  const { pk, sk, due_at, reference_key, ...stored } = z.parse(Stored, item);
  const reference = reference_key === undefined ? undefined : referenceOfKey(reference_key);
  return z.parse(Link, {
    ...stored,
    ...linkOfKey({ pk, sk }),
    ...(reference === undefined ? {} : { reference }),
    ...(due_at === undefined ? {} : { dueAt: due_at }),
    ...(stored.reminders ? { reminders: fullReminders(stored.reminders) } : {}),
    ...(stored.sends ? { sends: stored.sends.map((send) => ({ ...impliedKind(send), ...send })) } : {}),
  });
}

const Stored = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  due_at: z.optional(z.number()),
  reference_key: z.optional(z.string()),
  sends: z.optional(z.array(z.looseObject({ step: z.optional(z.number()) }))),
  reminders: z.optional(z.looseObject({ done: z.optional(z.array(z.looseObject({}))) })),
});

function storedSend({ kind, ...send }: Send): Omit<Send, 'kind'> & Partial<Pick<Send, 'kind'>> {
  return kind === 'reminder' && send.step !== undefined ? send : { ...send, kind };
}

function impliedKind({ step }: { step?: number | undefined }): Partial<Pick<Send, 'kind'>> {
  return step === undefined ? {} : { kind: 'reminder' };
}

function storedReminders({ done, ...reminders }: Reminders): object {
  const ends = done?.map(({ state, ...end }) => (state === 'sent' ? end : { ...end, state }));
  return ends ? { ...reminders, done: ends } : reminders;
}

function fullReminders({ done, ...reminders }: { done?: readonly object[] | undefined }): object {
  return done ? { ...reminders, done: done.map((end) => ({ state: 'sent', ...end })) } : reminders;
}
