import type { Documented } from './document.ts';
import { OPERATIONS } from './document.ts';

/** Why a documented answer cannot be had from the local servers. */
export interface Exemption {
  readonly status: number;
  readonly operations: readonly string[];
  readonly because: string;
}

/** Which of the documented answers, each status of each operation, have been met, and by which test. */
export function startCoverage(exemptions: readonly Exemption[]) {
  const met = new Map<string, string>();
  const all = OPERATIONS.flatMap(({ operationId, statuses }) =>
    statuses.map((status) => ({ operationId, status })),
  );
  const exempt = ({ operationId, status }: { operationId: string; status: number }) =>
    exemptions.find((one) => one.status === status && one.operations.includes(operationId));
  const isMet = (one: { operationId: string; status: number }) => met.has(nameOf(one));

  return {
    has: ({ operationId }: Documented, status: number) => isMet({ operationId, status }),
    record({ operationId }: Documented, status: number, test: string): void {
      const name = nameOf({ operationId, status });
      if (!met.has(name)) met.set(name, test);
    },
    /** Documented, without a reason to be missed, and never met. */
    unmet: () => all.filter((one) => !isMet(one) && !exempt(one)).map(nameOf),
    /** Reasons for what was met all the same, or is not in the document. */
    needless: () =>
      exemptions.flatMap(({ status, operations }) =>
        operations
          .filter(
            (operationId) =>
              isMet({ operationId, status }) ||
              !all.some((one) => one.operationId === operationId && one.status === status),
          )
          .map((operationId) => nameOf({ operationId, status })),
      ),
    summary(): string {
      const missed = all.filter((one) => !isMet(one));
      const reasons = Map.groupBy(missed, (one) => exempt(one)?.because ?? 'unmet');
      return [
        `${all.length - missed.length} of ${all.length} documented answers met, ${OPERATIONS.length} operations`,
        ...[...reasons].map(([because, some]) => `${some.length} not met: ${because}`),
      ].join('\n');
    },
    /** One line per operation: its statuses, and the test that met each first. */
    table: () =>
      all.map(
        (one) => `${nameOf(one).padEnd(34)} ${met.get(nameOf(one)) ?? exempt(one)?.because ?? 'UNMET'}`,
      ),
  };
}

export type Coverage = ReturnType<typeof startCoverage>;

function nameOf({ operationId, status }: { operationId: string; status: number }): string {
  return `${operationId} ${status}`;
}
