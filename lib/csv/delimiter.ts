/** What may stand between two cells. The first wins where the header has as many fields by another. */
export const delimiters = [',', ';', '\t'] as const;

export type Delimiter = (typeof delimiters)[number];
