import { type Channel, type Fortis, hasExpired, type Link, type Message } from './state.ts';

const channels: Readonly<Record<number, readonly Channel[]>> = {
  1: ['email'],
  2: ['sms'],
  3: ['email', 'sms'],
};

/** One message for each channel of the delivery method whose address is there. */
export function sendNatively({ clock, changed }: Fortis, link: Link, cause: Message['cause']): void {
  for (const channel of channels[link.delivery_method] ?? []) {
    const to = channel === 'email' ? link.email : link.cell_phone;
    if (to !== null) link.messages.push({ channel, to, cause, at: clock.now() });
  }
  changed();
}

/** The field that keeps a paylink from being sent again. */
export function notSendable(fortis: Fortis, link: Link): string | undefined {
  if (link.status_id === 1) return fortis.wire().closed_field;
  if (link.active === 0) return 'active';
  if (hasExpired(fortis, link)) return 'expire_date';
  return link.delivery_method === 0 ? 'delivery_method' : undefined;
}
