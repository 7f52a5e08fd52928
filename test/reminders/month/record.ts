import type { Link } from '../../../lib/links/model/link.ts';
import type { Plan } from '../../../lib/links/model/plan.ts';
import type { Sweep } from '../../../lib/sweeps/model/sweep.ts';
import type { Mark } from './invocation.ts';

/** One request that has left for a channel, as it was seen on the wire. */
export interface Sent {
  org: string;
  link: string;
  message: string;
  channel: 'sms' | 'email';
  to: string;
  text: string;
  /** World time. */
  at: number;
  /** By the clock of whoever sent it. */
  seenAt: number;
  /** Place in the order of everything. */
  order: number;
  /** Place of the beginning of the invocation that sent it. */
  begun: number;
  /** From the provider's last answer in this invocation to the send. */
  gap?: { ms: number; realMs: number; calls: number };
  /** The channel took it. */
  taken: boolean;
}

/** Money that came at a provider, or a change of it there. */
export interface Paid {
  link: string;
  amount: number;
  at: number;
  order: number;
  /** Between the check and the send of a reminder. */
  between?: boolean;
}

/** What is seen from outside of all that happens. */
export interface Record {
  /** The next place in the order of everything. */
  next(): number;
  readonly sent: Sent[];
  readonly paid: Paid[];
  /** The link that a message was claimed for: what it is about is known before it leaves. */
  readonly claims: Map<string, Claim>;
  onWrite(told: (link: Written) => void): void;
  tellWrite(link: Written): void;
  onSweep(told: (sweep: WrittenSweep) => void): void;
  tellSweep(sweep: WrittenSweep): void;
  /** What sweeps have told, in the order in which it became known. */
  readonly snapshots: Snapshot[];
  /** `organisation channel contact` of whoever must not be messaged. */
  readonly suppressed: Set<string>;
  /** How often each thing has happened. */
  readonly counts: Map<string, number>;
  count(what: string, times?: number): void;
  /** A reminder is about to leave, its check has been answered. */
  onClaim(told: (link: string, message: string) => void): void;
  tellClaim(link: string, message: string): void;
}

/** A link as it was written, each version once. */
export type Written = Pick<
  Link,
  'org' | 'id' | 'version' | 'dueAt' | 'provider' | 'providerLinkId' | 'providerUrl' | 'status'
>;

/** The sweep of a connection as it was written, each version once. */
export type WrittenSweep = Pick<Sweep, 'org' | 'connection' | 'version' | 'dueAt'>;

/** The whole of a connection's lists, as one reading found them. */
export interface Snapshot {
  org: string;
  connection: string;
  /** Place of the reading's beginning in the order of everything: what came before it is in the lists. */
  begun: number;
  /** Place of the write from which on checks are answered by it. */
  order: number;
  /** By the clock of whoever read it. */
  finishedAt: number;
}

export interface Claim {
  link: string;
  kind: string;
  step: number | undefined;
  /** Of the plan that the step is of. */
  since: number;
  window: Plan['window'];
}

export function createRecord(): Record {
  let order = 0;
  const writes: ((link: Written) => void)[] = [];
  const sweeps: ((sweep: WrittenSweep) => void)[] = [];
  const claim: ((link: string, message: string) => void)[] = [];
  const counts = new Map<string, number>();
  return {
    next: () => ++order,
    sent: [],
    paid: [],
    claims: new Map(),
    snapshots: [],
    suppressed: new Set(),
    counts,
    count: (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times),
    onWrite: (told) => void writes.push(told),
    tellWrite: (link) => {
      for (const told of writes) told(link);
    },
    onSweep: (told) => void sweeps.push(told),
    tellSweep: (sweep) => {
      for (const told of sweeps) told(sweep);
    },
    onClaim: (told) => void claim.push(told),
    tellClaim: (link, message) => {
      for (const told of claim) told(link, message);
    },
  };
}

export function gapOf(read: Mark | undefined, now: Mark): Sent['gap'] {
  return (
    read && {
      ms: now.elapsedMs - read.elapsedMs,
      realMs: now.realMs - read.realMs,
      calls: now.calls - read.calls - 1,
    }
  );
}
