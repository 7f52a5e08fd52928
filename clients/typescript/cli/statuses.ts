/** Of links, in the order of their lives. */
export const STATUSES = [
  'creating',
  'active',
  'processing',
  'partially_paid',
  'paid',
  'expired',
  'cancelled',
  'failed',
] as const;
