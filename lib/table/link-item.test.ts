import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Link } from '../links/model/link.ts';
import { aLink, aSend, NOON } from '../messages/link-fixture.ts';
import { fromItem, toItem } from './items.ts';
import { linkItem, parseLink, toLink } from './link-item.ts';

const reminder = aSend({ kind: 'reminder', step: 2 });
/** On its way when its plan was replaced. */
const { step: _, ...ofNoStep } = reminder;

it.each<[string, Partial<Link>]>([
  ['as most are', {}],
  ['that waits', { dueAt: NOON }],
  ['that is deleted, and is no longer found by its reference', { deletedAt: NOON }],
  ['with messages of every kind', { sends: [aSend(), aSend({ kind: 'resend' }), reminder, ofNoStep] }],
  [
    'whose steps have ended',
    {
      reminders: {
        next: { step: 2, at: NOON },
        done: [
          { step: 0, state: 'sent', at: NOON },
          { step: 1, state: 'skipped', at: NOON, reason: 'opted_out' },
        ],
      },
    },
  ],
])('a link %s is read as it was written', (_, changes) => {
  const link = aLink(changes);
  expect(toLink(linkItem(link))).toEqual(link);
  const { reference, ...nameless } = link;
  expect(reference).toBeDefined();
  expect(toLink(linkItem(nameless))).toEqual(nameless);
});

it('any reference is read as it was written', () => {
  const anything = fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' });
  fc.assert(
    fc.property(anything, fc.boolean(), (reference, isDeleted) => {
      const link = aLink({ reference, ...(isDeleted ? { deletedAt: NOON } : {}) });
      expect(toLink(linkItem(link))).toEqual(link);
    }),
  );
});

it('says nothing that its keys say, nor that a step that ended was sent', () => {
  const done = [{ step: 0, state: 'sent' as const, at: NOON }];
  const item = fromItem(linkItem(aLink({ sends: [reminder], reminders: { done } })));
  expect(item).not.toHaveProperty('reminders.done.0.state');
  expect(item).not.toHaveProperty('org');
  expect(item).not.toHaveProperty('id');
  expect(item).not.toHaveProperty('reference');
  expect(item).not.toHaveProperty('sends.0.kind');
  expect(fromItem(linkItem(aLink({ deletedAt: NOON })))).toHaveProperty('reference', 'INV-1001');
});

it('one that says it all the same is read as well', () => {
  const { dueAt, ...link } = aLink({ sends: [reminder], dueAt: NOON });
  const { pk, sk, due_key, due_at, reference_key } = fromItem(linkItem({ ...link, dueAt: NOON }));
  const wordy = { ...link, pk, sk, due_key, due_at, reference_key };
  expect(parseLink(wordy)).toEqual({ ...link, dueAt });
  expect(toLink(toItem(wordy))).toEqual({ ...link, dueAt });
});
