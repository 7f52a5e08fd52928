/**
 * Makes `Date` of this thread tell the stack's time: real time and the offset in the shared cell. Timers and
 * `performance` stay real, so a timeout of two seconds takes two seconds whatever the stack's date is.
 */
export function patchDate(offset: BigInt64Array): void {
  const RealDate = Date;
  const now = () => RealDate.now() + Number(Atomics.load(offset, 0));
  const StackDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
  RealDate.prototype.constructor = StackDate;
  globalThis.Date = StackDate;
}
