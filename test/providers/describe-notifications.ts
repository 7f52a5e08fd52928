import { createServer } from 'node:http';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { toWake } from '../../lib/connections/notify.ts';
import type { NotificationRequest, NotificationVerdict } from '../../lib/providers/contract.ts';
import { WakeHint } from '../../lib/queues/wake.ts';
import type { Case } from './describe-provider.ts';
import type { NotificationCase, ProviderHarness, Rig, Simulator } from './harness.ts';

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** Notifications as the simulator really sends them, on the raw bytes. */
export function describeNotifications<Sim extends Simulator>(
  { notifications = [] }: ProviderHarness<Sim>,
  testCase: Case<Sim>,
): void {
  if (notifications.length === 0) {
    testCase('there are none, and so none is taken', async ({ provider }) => {
      expect(provider.verifyNotification).toBeUndefined();
    });
  }
  for (const notification of notifications) {
    const { name, wire, stale, proof = 'signature' } = notification;

    testCase(
      `${name}: a valid one leads to its link, a repeated one too`,
      async (rig) => {
        const { request, linkId } = await received(rig, notification);
        for (let n = 0; n < 2; n += 1) {
          const verdict = await rig.provider.verifyNotification?.(request, rig.call());
          expect(verdict).toMatchObject({ kind: 'accepted' });
          const [hint] = verdict?.kind === 'accepted' ? verdict.hints : [];
          const isByReference = hint?.providerLinkId === undefined && hint?.reference === rig.input.reference;
          const found = isByReference
            ? linkId
            : (hint?.providerLinkId ?? (await rig.provider.findNotified?.(hint ?? {}, rig.call())));
          expect(found).toBe(linkId);
        }
      },
      wire,
    );

    testCase(
      `${name}: what it tells is queued whole, ${notification.holdsFacts ? 'with its facts' : 'and nothing else of it'}`,
      async (rig) => {
        const { request, linkId } = await received(rig, notification);
        const verdict = await rig.provider.verifyNotification?.(request, rig.call());
        const hints = verdict?.kind === 'accepted' ? verdict.hints : [];
        const base = { org: 'ORG', connection: 'main', at: rig.clock.now() };
        const queued = hints.flatMap((hint) => toWake(rig.provider, hint, base));
        expect(queued).toHaveLength(hints.length);
        for (const [index, { message }] of queued.entries()) {
          const received = z.parse(WakeHint, JSON.parse(JSON.stringify(message)));
          expect(received).toEqual({ v: 1, kind: 'notified', ...base, ...hints[index] });
          if (received.kind !== 'notified') throw new Error('it is of another kind');
          const { providerLinkId, reference, paymentId } = received;
          if (providerLinkId !== undefined) expect(providerLinkId).toBe(linkId);
          else if (reference !== undefined) expect(reference).toBe(rig.input.reference);
          else expect(paymentId).toBeDefined();
        }
        expect(factsOf(verdict)).toHaveLength(notification.holdsFacts ? hints.length : 0);
      },
      wire,
    );

    testCase(
      `${name}: one with any byte changed ${proof === 'signature' ? 'is refused' : 'holds no fact'}`,
      async (rig) => {
        const { request } = await received(rig, notification);
        for (let at = 0; at < request.rawBody.length; at += 1) {
          const rawBody = request.rawBody.map((byte, index) => (index === at ? byte ^ 1 : byte));
          const verdict = await rig.provider.verifyNotification?.({ ...request, rawBody }, rig.call());
          if (proof === 'signature') expect(verdict?.kind).toBe('refused');
          else expect(factsOf(verdict)).toEqual([]);
        }
      },
      wire,
    );

    testCase(
      `${name}: one with another or no ${proof} is refused`,
      async (rig) => {
        const { request } = await received(rig, notification);
        const verdicts = await Promise.all(
          Object.keys(request.headers)
            .filter((header) => header.includes(proof))
            .flatMap((header) =>
              ['', '0'.repeat(64), undefined, `${request.headers[header]} `].map((value) => [header, value]),
            )
            .map(([header = '', value]) =>
              rig.provider.verifyNotification?.(
                { ...request, headers: { ...request.headers, [header]: value } },
                rig.call(),
              ),
            ),
        );
        expect(verdicts.length).toBeGreaterThan(0);
        for (const verdict of verdicts) expect(verdict?.kind).toBe('refused');
      },
      wire,
    );

    testCase(
      `${name}: one that is a month old is ${stale}, and holds ${notification.holdsFacts ? 'the same facts' : 'no fact'}`,
      async (rig) => {
        const { request } = await received(rig, notification);
        const fresh = await rig.provider.verifyNotification?.(request, rig.call());
        rig.clock.advance(MONTH_MS);
        const verdict = await rig.provider.verifyNotification?.(request, rig.call());
        expect(verdict?.kind).toBe(stale);
        if (verdict?.kind === 'accepted' && notification.holdsFacts) {
          expect(verdict).toEqual(fresh);
          expect(verdict.hints.map(({ observation }) => observation)).not.toContain(undefined);
        } else expect(factsOf(verdict)).toEqual([]);
      },
      wire,
    );
  }
}

/** What a verdict would have us believe without reading the link. */
function factsOf(verdict: NotificationVerdict | undefined): unknown[] {
  return verdict?.kind === 'accepted' ? verdict.hints.flatMap(({ observation }) => observation ?? []) : [];
}

async function received<Sim extends Simulator>(
  { provider, sim, call, input }: Rig<Sim>,
  { provoke }: NotificationCase<Sim>,
): Promise<{ request: NotificationRequest; linkId: string | null }> {
  const created = await provider.createLink(input, call());
  let onRequest: (request: NotificationRequest) => void = () => {};
  const arrived = new Promise<NotificationRequest>((resolve) => {
    onRequest = resolve;
  });
  const server = createServer(async (incoming, response) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    response.writeHead(204).end();
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    onRequest({ rawBody: new Uint8Array(Buffer.concat(parts)), headers });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    provoke(sim, `http://127.0.0.1:${port}/hook`, created);
    return { request: await arrived, linkId: created.providerLinkId };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
