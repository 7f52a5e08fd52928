import { Refusal } from './answers.ts';
import { type Link, linkState, type SampleProvider } from './state.ts';

/** 409 or 410 where nothing can be done on the page any more. */
export function checkPayable(sampleProvider: SampleProvider, link: Link): void {
  const state = linkState(sampleProvider, link);
  if (state === 'paid') throw new Refusal(409, 'This has been paid already.');
  if (state !== 'open') throw new Refusal(410, 'This can no longer be paid.');
}

/** What looking at the page leaves behind. */
export function open(sampleProvider: SampleProvider, link: Link): void {
  checkPayable(sampleProvider, link);
  link.opened_at ??= sampleProvider.clock.now();
  sampleProvider.changed();
}

/** Money in minor units; the page never takes another amount than what is left. */
export function pay(sampleProvider: SampleProvider, link: Link, amount = remaining(link)): void {
  checkPayable(sampleProvider, link);
  link.amount_paid += amount;
  if (link.amount_paid >= link.amount) link.paid_at ??= sampleProvider.clock.now();
  sampleProvider.changed();
}

export function remaining({ amount, amount_paid }: Link): number {
  return amount - amount_paid;
}
