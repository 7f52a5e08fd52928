/** An item as it goes over the wire, binaries in base64; the types that our items have. */
export interface WireItem {
  readonly [name: string]: WireValue;
}

type WireValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: boolean }
  | { L: readonly WireValue[] }
  | { M: WireItem };

/**
 * Bytes of an item as DynamoDB counts them for its units: names and values, with the overhead of lists and maps.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: WireItem): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );
}

function valueSize(value: WireValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return integerSize(value.N);
  if ('B' in value) return Buffer.from(value.B, 'base64').length;
  if ('L' in value) return 3 + value.L.reduce((sum, one) => sum + 1 + valueSize(one), 0);
  if ('M' in value) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/** One byte for each two significant digits, and one; another for a sign. We store integers alone. */
function integerSize(text: string): number {
  const digits = text.replace(/^-?0*/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + (text.startsWith('-') ? 2 : 1);
}
