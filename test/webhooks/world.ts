import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { vi } from 'vitest';
import { newId } from '../../lib/ids.ts';
import { inTurn } from '../../lib/in-turn.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { updateOrganisation } from '../../lib/organisations/update.ts';
import { deliveryKey } from '../../lib/table/keys.ts';
import { getDelivery, replaceDelivery } from '../../lib/table/webhook-deliveries.ts';
import { getEndpoint } from '../../lib/table/webhook-endpoints.ts';
import { type DeliverDeps, deliver } from '../../lib/webhooks/deliver.ts';
import { createEndpoint, type NewEndpoint } from '../../lib/webhooks/endpoints.ts';
import { type DeliveryRef, makeDeliveries } from '../../lib/webhooks/make-deliveries.ts';
import { Delivery, type ToldEvent } from '../../lib/webhooks/model/delivery.ts';
import { type PostDeps, post } from '../../lib/webhooks/post.ts';
import { type Alert, ownerTeller } from '../../lib/webhooks/tell-owner.ts';
import { startKms } from '../../local/aws/kms/start-kms.ts';
import { startTable } from '../support/start-table.ts';

export const START = Date.UTC(2026, 2, 2, 10);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The tables of endpoints and deliveries, with the worker's own code on a clock that jumps from one instant to the next. */
export async function startWebhookWorld() {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  const clock = { now: () => Date.now(), set: (at: number) => void vi.setSystemTime(at) };
  const [{ table, close }, kms] = await Promise.all([startTable(), startKms({ clock })]);
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_KMS: kms.url,
    CREDENTIALS_KEY_ID: kms.createKey(),
    LOG_LEVEL: 'SILENT',
  });
  const alerts: Alert[] = [];
  const hints: { at: number; ref: DeliveryRef }[] = [];
  const here: PostDeps = {
    resolve: () => Promise.reject(new Error('nobody is to be asked')),
    reach: 'loopback',
    timeoutMs: 150,
  };
  const world = {
    table,
    clock,
    alerts,
    hints,
    /** How a try is made. */
    here,
    /** Whether emails leave. */
    mail: true,
    tries: 0,
    async organisation(alertEmail?: string): Promise<string> {
      const { organisation } = await createOrganisation(
        { table, clock },
        { name: 'Example Travel', mode: 'test' },
      );
      if (alertEmail) await updateOrganisation({ table, clock }, organisation.id, { alertEmail });
      return organisation.id;
    },
    endpoint: (org: string, wanted: NewEndpoint) =>
      createEndpoint({ table, clock, reach: 'loopback' }, org, newId(clock.now()), wanted),
    /** As the stream tells of it. */
    async tell(org: string, n: number, more: Partial<ToldEvent> = {}): Promise<ToldEvent> {
      const linkId = `${newId(clock.now())}0`;
      const data = { status: 'paid', amount: n, amount_paid: n, currency: 'GBP' };
      const event = {
        id: `${linkId}.2.0`,
        type: 'link.paid',
        at: clock.now(),
        version: 2,
        linkId,
        data,
        ...more,
      };
      const refs = await makeDeliveries({ table, now: clock.now() }, org, event);
      hints.push(...refs.map((ref) => ({ at: clock.now(), ref })));
      return event;
    },
    deps: {
      table,
      clock,
      post: (wanted) => {
        world.tries += 1;
        return post(here, wanted);
      },
      tellOwner: ownerTeller({
        table,
        clock,
        email: async (alert): Promise<boolean> => {
          alerts.push(alert);
          return world.mail;
        },
      }),
      later: async (ref, seconds) => void hints.push({ at: clock.now() + seconds * 1000, ref }),
    } as DeliverDeps,
    deliver: (ref: DeliveryRef) => deliver(world.deps, ref),
    /** What is due by hint or by timer, as one batch of the worker has it. */
    async work(): Promise<number> {
      const now = clock.now();
      const due = hints.filter(({ at }) => at <= now).map(({ ref }) => ref);
      hints.splice(0, hints.length, ...hints.filter(({ at }) => at > now));
      const late = (await world.deliveries()).filter(({ dueAt = Number.POSITIVE_INFINITY }) => dueAt <= now);
      const turn = inTurn(3);
      const refs = [...due, ...late.map(({ org, endpoint, id }) => ({ org, endpoint, id }))];
      await Promise.all(refs.map((ref) => turn(ref.endpoint, () => deliver(world.deps, ref))));
      return refs.length;
    },
    /** From one instant at which something is due to the next; the timer comes every minute. */
    async liveUntil(until: number): Promise<void> {
      for (;;) {
        await world.work();
        const now = clock.now();
        const dues = (await world.deliveries()).flatMap(({ dueAt }) =>
          dueAt === undefined ? [] : [Math.max(dueAt, now + MINUTE)],
        );
        const next = Math.min(...dues, ...hints.map(({ at }) => at));
        if (next > until) break;
        clock.set(Math.max(next, now + 1));
      }
      clock.set(Math.max(until, clock.now()));
    },
    async deliveries(): Promise<Delivery[]> {
      const { Items = [] } = await table.client.send(
        new ScanCommand({ TableName: table.name, ConsistentRead: true }),
      );
      return Items.map((item) => unmarshall(item))
        .filter(({ sk }) => String(sk).startsWith('D#'))
        .map(({ due_at, ...rest }) =>
          Delivery.parse(due_at === undefined ? rest : { ...rest, dueAt: due_at }),
        );
    },
    known: (org: string, id: string) => getEndpoint(table, org, id),
    getDelivery: (org: string, endpoint: string, id: string) => getDelivery(table, org, endpoint, id),
    replace: (after: Delivery, before: Delivery) => replaceDelivery(table, after, before),
    /** Begins anew: nothing waits any more. */
    async forget(): Promise<void> {
      hints.length = 0;
      for (const { org, endpoint, id } of await world.deliveries())
        await table.client.send(
          new DeleteItemCommand({
            TableName: table.name,
            Key: marshall({ ...deliveryKey(org, endpoint, id) }),
          }),
        );
    },
    async close() {
      await Promise.all([close(), kms.close()]);
      vi.useRealTimers();
    },
  };
  return world;
}

export type WebhookWorld = Awaited<ReturnType<typeof startWebhookWorld>>;
