import * as z from 'zod/mini';

/** How a cell of a column is written, and so how it is read. */
export const Form = z.enum([
  'text',
  'word',
  'code',
  'phone',
  'minor',
  'major',
  'boolean',
  'list',
  'channels',
  'end',
  'option',
]);
export type Form = z.infer<typeof Form>;

/** A column that counts. */
const Column = z.object({
  /** Of the cell in its record, from 0. */
  index: z.int(),
  /** As the file spells it, without blanks around it. */
  header: z.string(),
  /** Dotted. */
  field: z.string(),
  form: Form,
  path: z.array(z.string()),
});

/** What each column of a file is for; settled once, so that it cannot change between the check of a row and its run. */
export const Columns = z.object({
  /** For each column of the file its dotted field, or `ignored`; as it is shown to people. */
  fields: z.array(z.string()),
  used: z.array(Column),
  /** The file is an `errors.csv` of ours: its cells are escaped against formulas, which is to be undone. */
  ours: z.boolean(),
});
export type Columns = z.infer<typeof Columns>;
