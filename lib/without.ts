/** The value without the named members: with exact optional types, absent is not undefined. */
export function without<T extends object, K extends keyof T>(value: T, ...names: K[]): Omit<T, K> {
  const rest = { ...value };
  for (const name of names) delete rest[name];
  return rest;
}
