import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import type { Call } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import type { LinkDeps } from './deps.ts';
import type { Link, Operation, OperationKind } from './model/link.ts';

/** A caller has called, recorded or died within this time: the request's own deadline and what a save takes. */
const OPERATION_MS = 25_000;

/** A provider write about to be made; the save that puts it on the link decides who makes it. */
export function operation(kind: OperationKind, now: number, attempt = 1): Operation {
  return { kind, attempt, startedAt: now, until: now + OPERATION_MS };
}

/** Refuses a second provider write while one is under way, or not yet settled. */
export function refuseWhileBusy(link: Link, now: number): void {
  if (!link.op || link.op.stuck) return;
  throw new AppError('operation_in_progress', {
    detail: `The link has a ${link.op.kind} under way at the provider.`,
    retryAfterSeconds: Math.max(1, Math.ceil((link.op.until - now) / 1000)),
    linkId: link.id,
  });
}

/**
 * True from the moment that an attempt's outcome is unknown, that it waits to be made again, or its caller must be dead. One
 * that was handed over is settled by its batch alone.
 */
export function isSettling(op: Operation, now: number): boolean {
  return !op.handedOver && (op.looks !== undefined || op.waits !== undefined || op.until <= now);
}

export function callOf(opened: OpenedConnection, deps: Pick<LinkDeps, 'clock' | 'signal'>): Call<unknown> {
  return { account: opened.account, session: opened.session, signal: deps.signal, now: deps.clock.now };
}

/** Gives the provider's error, and throws on what is none: a fault of ours must not look like one of theirs. */
export function providerErrorOf(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}

/** A provider's failure that is recorded on the link has nobody else to be told to. */
export function toldAlready(error: unknown): void {
  if (!(error instanceof AppError) || error.code === 'internal') throw error;
}
