/** What stands in `errors.csv` where a cell looked like a card number; a row that comes back with it was not mended. */
export const CARD_MASK = '[card number]';
