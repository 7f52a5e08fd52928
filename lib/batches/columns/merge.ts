/** Puts a value into an object that nobody else holds, making the objects on the way. */
export function placeAt(body: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = body;
  for (let i = 0; i < path.length - 1; i++) {
    const name = path[i] ?? '';
    const next = at[name];
    if (isRecord(next)) {
      at = next;
    } else {
      const made: Record<string, unknown> = {};
      at[name] = made;
      at = made;
    }
  }
  at[path[path.length - 1] ?? ''] = value;
}

/** Both, member by member; where both have one that is no object, that of `over`. What is null there is not given. */
export function mergeUnder(
  under: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...under };
  for (const name in over) {
    const [below, above] = [merged[name], over[name]];
    merged[name] = isRecord(below) && isRecord(above) ? mergeUnder(below, above) : above;
  }
  return merged;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
