import * as z from 'zod/mini';

const ULID = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

export const WebhookEndpointParams = z.object({
  id: z.string().check(z.regex(new RegExp(`^we_${ULID}$`))),
});
export type WebhookEndpointParams = z.infer<typeof WebhookEndpointParams>;

/** Endpoint and delivery in one name. */
export const WebhookDeliveryParams = z.object({
  id: z.string().check(z.regex(new RegExp(`^wd_${ULID}${ULID}$`))),
});
export type WebhookDeliveryParams = z.infer<typeof WebhookDeliveryParams>;

export function deliveryName({ endpoint, id }: { endpoint: string; id: string }): string {
  return `wd_${endpoint.slice('we_'.length)}${id}`;
}

export function deliveryNamed(name: string): { endpoint: string; id: string } {
  return { endpoint: `we_${name.slice(3, 29)}`, id: name.slice(29) };
}
