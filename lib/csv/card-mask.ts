import { looksLikeCardNumber } from '../card-number.ts';

/** What stands in a CSV of ours where a cell looked like a card number; a row that comes back with it was not mended. */
export const CARD_MASK = '[card number]';

/** A cell of free text as it may leave: no card number does, whoever wrote it there. */
export function maskCard(cell: string): string {
  return looksLikeCardNumber(cell) ? CARD_MASK : cell;
}
