import type { Link } from '../../../lib/links/model/link.ts';
import { DAY, wallAt } from '../../support/wall-clock.ts';
import { firstShowing, firstWithin, type Hours, lastWithin } from './hours.ts';

export interface ModelStep {
  anchor: string;
  offset: string;
  channels: readonly string[];
}

export interface ModelPlan {
  steps: readonly ModelStep[];
  window: Hours;
}

/** The plan of the product, as the public contract has it. */
export const CONTRACT_PLAN: ModelPlan = {
  steps: [
    { anchor: 'sent_at', offset: 'P3D', channels: ['sms'] },
    { anchor: 'sent_at', offset: 'P7D', channels: ['email'] },
    { anchor: 'expires_at', offset: '-P1D', channels: ['sms', 'email'] },
  ],
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '09:00', to: '19:00' },
};

export interface Moment {
  /** As the offset says. */
  wanted: number;
  /** Slid into the hours, before it is spread over 20 minutes. */
  at: number;
  back: boolean;
}

type Anchors = Pick<Link, 'createdAt' | 'sentAt' | 'openedAt' | 'dueOn' | 'expiresAt'>;

/** When a step is to go if nothing keeps it; `undefined` while its anchor has not happened. */
export function momentOf(
  link: Anchors,
  { anchor, offset }: ModelStep,
  { window }: ModelPlan,
  zones: readonly string[],
): Moment | undefined {
  const [zone = 'UTC'] = zones;
  const days = Number(/\d+/.exec(offset)?.[0] ?? 0) * (offset.endsWith('W') ? 7 : 1);
  const back = offset.startsWith('-');
  const from = instantOf(link, anchor, window.from, zone);
  if (from === undefined) return undefined;
  const moved = wallAt(from, zone) + (back ? -days : days) * DAY;
  const wanted = days === 0 ? from : firstShowing(moved, zone);
  return { wanted, back, at: back ? lastWithin(wanted, zones, window) : firstWithin(wanted, zones, window) };
}

function instantOf(link: Anchors, anchor: string, opens: string, zone: string): number | undefined {
  switch (anchor) {
    case 'created_at':
      return link.createdAt;
    case 'sent_at':
      return link.sentAt;
    case 'opened_at':
      return link.openedAt;
    case 'due_on':
      return link.dueOn === undefined ? undefined : firstShowing(Date.parse(`${link.dueOn}T${opens}Z`), zone);
    default:
      return link.expiresAt;
  }
}
