import { AppError } from '../errors.ts';
import { causeOf } from './adopt.ts';
import { canClose, closeAtProvider } from './close.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { ExternalPayment, Link } from './model/link.ts';
import { amountPaid } from './model/status.ts';
import { operation, refuseWhileBusy } from './operation.ts';
import { providerRef } from './provider-input.ts';
import { readLink } from './read.ts';
import { changeLink, type LinkDraft } from './save.ts';

/** What one link keeps; a debt that is paid in more parts than this is kept elsewhere. */
const MOST = 20;

export type NewExternalPayment = Omit<ExternalPayment, 'at'>;

/**
 * Records money that came by other means, once per reference. When that makes the link whole it is paid, and closed at
 * the provider where it can be: nobody should pay it a second time. More than is asked for is taken, and flagged
 * `overpaid`: the books must be able to say what happened.
 */
export async function recordPayment(
  deps: LinkDeps,
  actor: Actor,
  id: string,
  payment: NewExternalPayment,
): Promise<Link> {
  const link = await readLink(deps, actor.org, id);
  const opened = await deps.openConnection(link.org, link.connection);
  const closes = canClose(opened.provider, link);
  let mine = false;
  const recorded = await changeLink(
    deps,
    link.org,
    id,
    (current) => {
      mine = !isRecorded(current, payment);
      if (!mine) return undefined;
      refuseUnlessPayable(current, deps.clock.now());
      return {
        draft: withPayment(current, payment, closes, deps.clock.now()),
        cause: { ...causeOf(actor), what: 'external payment' },
      };
    },
    link,
  );
  return mine && recorded.op?.kind === 'cancel' ? closeAtProvider(deps, actor, opened, recorded) : recorded;
}

function withPayment(link: Link, payment: NewExternalPayment, closes: boolean, now: number): LinkDraft {
  const draft = { ...link, externalPayments: [...(link.externalPayments ?? []), { ...payment, at: now }] };
  const whole = amountPaid(draft) >= link.amount;
  if (!whole || link.status === 'paid' || providerRef(link) === undefined) return draft;
  // A link that had ended was closed, or left open, when it ended.
  if (link.stage !== 'open') return draft;
  return { ...draft, providerUrlOpen: true, ...(closes ? { op: operation('cancel', now) } : {}) };
}

/** The same payment told again; another one under its reference is a mistake that must not pass. */
function isRecorded(link: Link, payment: NewExternalPayment): boolean {
  const known = link.externalPayments?.find(({ reference }) => reference === payment.reference);
  if (!known) return false;
  const { amount, method, receivedOn } = known;
  if (amount === payment.amount && method === payment.method && receivedOn === payment.receivedOn)
    return true;
  throw new AppError('validation_error', {
    detail: 'Another payment was recorded under this reference.',
    errors: [{ pointer: '/reference', code: 'reference_used', detail: 'Recorded with other contents.' }],
    linkId: link.id,
  });
}

function refuseUnlessPayable(link: Link, now: number): void {
  refuseWhileBusy(link, now);
  if (link.status === 'creating' || link.status === 'failed') {
    throw new AppError('conflict_state', {
      detail: `A link that is ${link.status} cannot be paid.`,
      from: link.status,
      to: 'paid',
      linkId: link.id,
    });
  }
  if ((link.externalPayments?.length ?? 0) < MOST) return;
  throw new AppError('validation_error', {
    detail: `A link keeps ${MOST} payments.`,
    errors: [{ pointer: '/reference', code: 'too_many', detail: `At most ${MOST} payments a link.` }],
  });
}
