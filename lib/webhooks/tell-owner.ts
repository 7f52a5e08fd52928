import { type Clock, toIso } from '../clock.ts';
import { log } from '../log.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import { markTold, takeTelling } from '../table/webhook-health.ts';
import { changeEndpoint } from './endpoints.ts';
import type { WebhookEndpoint } from './model/endpoint.ts';

/** An email to a merchant about their own systems. */
export interface Alert {
  to: string;
  subject: string;
  text: string;
}

/** Tells the owner of an endpoint, once in an outage: that it stays down, or that its server said 410, which disables it. */
export type TellOwner = (
  endpoint: WebhookEndpoint,
  what: 'gone' | 'down',
  now: number,
  since?: number,
) => Promise<void>;

interface TellDeps {
  table: Table;
  clock: Clock;
  /** `false`: known not to have left. */
  email(alert: Alert): Promise<boolean>;
}

/** Another worker may be at it for so long. */
const TELLING_MS = 60_000;
/** After an email that did not leave, the next failure from then on tries again. */
const TELL_AGAIN_MS = 3_600_000;

export function ownerTeller(deps: TellDeps): TellOwner {
  return async (endpoint, what, now, since = now) => {
    const { org, id } = endpoint;
    const mark = what === 'gone' ? 'toldGoneAt' : 'toldAt';
    if (await takeTelling(deps.table, org, id, { mark, now, until: now + TELLING_MS })) {
      log.warn(what === 'gone' ? 'WEBHOOK_ENDPOINT_DISABLED' : 'WEBHOOK_ENDPOINT_DOWN', {
        org,
        endpoint: id,
      });
      if (await told(deps, endpoint, what, since)) await markTold(deps.table, org, id, { mark, now });
      else
        await takeTelling(deps.table, org, id, { mark, now: now + TELLING_MS, until: now + TELL_AGAIN_MS });
    }
    if (what === 'gone') await disable(deps, endpoint);
  };
}

/** Unless it was changed since its server said so: then somebody is at it. */
async function disable(deps: TellDeps, told: WebhookEndpoint): Promise<void> {
  await changeEndpoint(deps, told.org, told.id, (before, now) =>
    before.disabled || before.url !== told.url
      ? before
      : { ...before, disabled: { reason: 'gone', at: now } },
  );
}

async function told(deps: TellDeps, endpoint: WebhookEndpoint, what: 'gone' | 'down', since: number) {
  const { org, id } = endpoint;
  const { alertEmail } = await getOrganisation(deps.table, org);
  if (alertEmail === undefined) return true;
  const sent = await deps.email({ to: alertEmail, ...textOf(endpoint, what, since) });
  if (!sent) log.warn('WEBHOOK_OWNER_NOT_TOLD', { org, endpoint: id });
  return sent;
}

/** The host alone: a path may hold a secret of its owner's. */
function textOf({ id, url }: WebhookEndpoint, what: 'gone' | 'down', since: number): Omit<Alert, 'to'> {
  const { host } = new URL(url);
  const lines =
    what === 'gone'
      ? [
          `The server ${host} has answered 410 Gone, so the webhook endpoint ${id} is disabled: nothing is sent to it any more.`,
          'If that was not meant: repair it, set its status to "enabled", and replay what it has missed.',
        ]
      : [
          `Since ${toIso(since)} no webhook has arrived at ${host} (endpoint ${id}).`,
          'Each event is tried ten times within about three days and given up then. Once the server answers 2xx again, what still waits arrives by itself; what was given up can be replayed.',
        ];
  lines.push(`POST /v1/webhook_endpoints/${id}/replay {"from": …, "to": …} sends a time range once more.`);
  return {
    subject: what === 'gone' ? `Webhooks to ${host} are disabled` : `Webhooks to ${host} do not arrive`,
    text: lines.join('\n\n'),
  };
}
