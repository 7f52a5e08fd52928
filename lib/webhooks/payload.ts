import { toIso } from '../clock.ts';
import type { ToldEvent } from './model/delivery.ts';

/** What a merchant is told, by a webhook and in the feed: no name, no address, no number, no url. */
export function payloadOf(event: ToldEvent) {
  const { id, type, at, version, linkId, batchId, reference, reason, data } = event;
  return {
    type,
    timestamp: toIso(at),
    data: {
      event_id: id,
      ...(linkId === undefined ? {} : { link_id: linkId, reference: reference ?? null }),
      ...(batchId === undefined ? {} : { batch_id: batchId }),
      version,
      ...data,
      ...(reason === undefined ? {} : { reason }),
    },
  };
}
