import { expect, it } from 'vitest';
import type { Hint } from './define-queue.ts';
import { gatheredHints } from './gathered-hints.ts';
import type { MessagesHint } from './messages.ts';

it('sends the hints of a delivery together, once, and never throws', async () => {
  const sent: (readonly Hint<MessagesHint>[])[] = [];
  const { hints, send } = gatheredHints({
    send: async (some) => {
      sent.push(some);
      if (sent.length > 1) throw new Error('refused');
    },
  });
  await send();
  await hints.messages('O1', 'L1');
  await hints.messages('O1', 'L2', 30);
  expect(sent).toEqual([]);
  await send();
  await send();
  expect(sent).toEqual([
    [
      { message: { v: 1, org: 'O1', linkId: 'L1' }, group: 'O1' },
      { message: { v: 1, org: 'O1', linkId: 'L2' }, group: 'O1', delaySeconds: 30 },
    ],
  ]);
  await hints.messages('O1', 'L3');
  await expect(send()).resolves.toBeUndefined();
});
