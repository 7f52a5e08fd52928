import { createHmac } from 'node:crypto';
import { toIso } from '../../../lib/clock.ts';
import type { Batch, Paypoint } from './state.ts';

/** Where a batch's file is put: a shared access signature's url, on the blob store's own path. */
export function uploadUrl({ url, state, wire }: Paypoint, { id, created_at }: Batch): string {
  const path = `/uploads/paybylink/${id}.csv`;
  const endsAt = Math.floor(created_at / 1000) + wire().upload_url_seconds;
  const se = `${toIso(endsAt * 1000).slice(0, 19)}Z`;
  const sig = createHmac('sha256', state.upload_secret).update(`${path}\n${se}`).digest('base64');
  return `${url()}${path}?${new URLSearchParams({ sv: '2024-11-04', sp: 'cw', se, sig })}`;
}

/** Epoch ms from which the url no longer works. */
export function uploadEndsAt({ wire }: Paypoint, { created_at }: Batch): number {
  return (Math.floor(created_at / 1000) + wire().upload_url_seconds) * 1000;
}
