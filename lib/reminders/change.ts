import { AppError } from '../errors.ts';
import { causeOf } from '../links/adopt.ts';
import type { Actor, LinkDeps } from '../links/deps.ts';
import type { Link } from '../links/model/link.ts';
import { chosenPlan, type PlanChoice, type RemindersChoice } from '../links/model/plan.ts';
import { remindersSent } from '../links/model/reminders.ts';
import { readLink } from '../links/read.ts';
import { changeLink, type LinkDraft } from '../links/save.ts';
import { getConnection } from '../table/connections.ts';
import { getOrganisation } from '../table/organisations.ts';
import { without } from '../without.ts';

type Deps = Pick<LinkDeps, 'table' | 'clock'>;

/**
 * Gives a link another plan, or none, while it runs. What went before counts against the three that a link may send;
 * steps of the new plan whose moment is over are missed. Throws `conflict_state` for a link that is over.
 */
export async function putPlan(deps: Deps, actor: Actor, id: string, choice: RemindersChoice): Promise<Link> {
  const plan = await planFor(deps, actor.org, id, choice);
  return change(deps, actor, id, 'reminders changed', (link) => {
    const { pausedAt } = link.reminders ?? {};
    const under = (link.sends ?? []).filter(({ step }) => step !== undefined);
    const before = remindersSent(link) + new Set(under.map(({ step }) => step)).size;
    return {
      ...without(link, 'plan', 'reminders'),
      // What is on its way belongs to no step of the new plan.
      ...(link.sends ? { sends: link.sends.map((send) => without(send, 'step')) } : {}),
      ...(plan === undefined ? {} : { plan }),
      reminders: {
        since: deps.clock.now(),
        ...(pausedAt === undefined ? {} : { pausedAt }),
        ...(before ? { before } : {}),
      },
    };
  });
}

async function planFor(
  { table }: Deps,
  org: string,
  id: string,
  choice: RemindersChoice,
): Promise<PlanChoice | undefined> {
  if (choice !== 'default') return chosenPlan(choice);
  const { connection } = await readLink({ table }, org, id);
  const above = await Promise.all([getConnection(table, org, connection), getOrganisation(table, org)]);
  return chosenPlan(...above.map((one) => one?.reminders));
}

/** Steps whose moment comes while a plan is paused are missed. Pausing twice is pausing. */
export function pauseReminders(deps: Deps, actor: Actor, id: string): Promise<Link> {
  return change(deps, actor, id, 'reminders paused', (link) =>
    link.reminders?.pausedAt === undefined
      ? { ...link, reminders: { ...link.reminders, pausedAt: deps.clock.now() } }
      : undefined,
  );
}

export function resumeReminders(deps: Deps, actor: Actor, id: string): Promise<Link> {
  return change(deps, actor, id, 'reminders resumed', (link) => {
    if (link.reminders?.pausedAt === undefined) return undefined;
    const { pausedAt, basis, next, ...kept } = link.reminders;
    return { ...link, reminders: { ...kept, since: deps.clock.now() } };
  });
}

async function change(
  deps: Deps,
  actor: Actor,
  id: string,
  what: string,
  change: (link: Link) => LinkDraft | undefined,
): Promise<Link> {
  const known = await readLink(deps, actor.org, id);
  return changeLink(
    deps,
    actor.org,
    id,
    (link) => {
      refuseWhenOver(link);
      const draft = change(link);
      return draft && { draft, cause: { ...causeOf(actor), what } };
    },
    known,
  );
}

function refuseWhenOver({ id, status, supersededBy }: Link): void {
  if (!OVER.has(status) && supersededBy === undefined) return;
  throw new AppError('conflict_state', {
    detail: `A link that is ${status} reminds nobody.`,
    from: status,
    to: status,
    linkId: id,
  });
}

const OVER: ReadonlySet<Link['status']> = new Set(['paid', 'expired', 'cancelled', 'failed']);
