import type { LinkTerms } from '../links/model/link.ts';
import type { Batch, Rejection, RowError } from './model/batch.ts';

/** What a record of the file says, checked like the body of a new link. */
export type RowCheck =
  | {
      ok: true;
      terms: LinkTerms;
      /** Its reference, else what follows from its content. */
      key: string;
      /** 11 characters that follow from its content. */
      hash: string;
      onDuplicate: 'allow' | 'reject';
      /** First messages of ours, and segments of the SMS. */
      estimate: { sms: number; email: number; segments: number };
    }
  | { ok: false; errors: RowError[] };

export interface RowChecker {
  check(cells: readonly string[]): RowCheck;
}

/** Whether the columns of a file are known and complete; else why it is refused. */
export type CheckColumns = (
  batch: Batch,
  header: readonly string[],
) => Promise<Pick<Rejection, 'code' | 'detail'> | undefined>;

/** Reads once what all rows of a chunk are held against. */
export type OpenChecker = (batch: Batch) => Promise<RowChecker>;
