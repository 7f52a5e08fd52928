import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const FOLDER = join(import.meta.dirname, '../docs/coverage');

/** `POST /v1/links`, `POST /v1/links#/customer/email`, `GET /v1/links?provider_options[type]`. */
const Place = z.string().check(z.regex(/^[A-Z]+ \/[^\s#?]*(?:#\/\S+|\?\w+(?:\[\w+\])?)?$/));
const Places = z.array(Place).check(z.minLength(1));
const Text = z.string().check(z.regex(/\S/));
/** The adapter's own method: who registers without it does not offer the operation. */
const method = z.optional(Text);

/** Where something of a provider's document is, or why it is nowhere. */
const Entry = z.union([
  /** A caller reaches it here. */
  z.strictObject({ api: Places, note: z.optional(Text), method }),
  /** Whoever connects the account says it once. */
  z.strictObject({ setting: Places, note: z.optional(Text) }),
  /** The adapter sees to it, and no caller needs to know. */
  z.strictObject({ adapter: Text, method }),
  /** Not built yet; `awaits`: where it will be. */
  z.strictObject({ later: Text, awaits: z.optional(Places), method }),
  /** Not offered, for this reason. */
  z.strictObject({ never: Text }),
]);
export type Entry = z.infer<typeof Entry>;

const Sheet = z.strictObject({
  provider: Text,
  name: Text,
  /** Everything that the provider's sheet names, by its section. Operations are the groups called `operations`. */
  sheet: z.array(
    z.strictObject({ section: z.string().check(z.regex(/^\d+$/)), of: Text, names: z.array(Text) }),
  ),
  /** By section and group, then by name. */
  mapping: z.record(z.string(), z.record(z.string(), Entry)),
});
export type Sheet = z.infer<typeof Sheet>;

/** One row of a sheet; `entry` is missing where nobody has said yet where it is. */
export interface Row {
  section: string;
  of: string;
  name: string;
  entry: Entry | undefined;
}

/** One a provider, by the provider's id. */
export function coverageSheets(): Sheet[] {
  return globSync('*.json', { cwd: FOLDER })
    .sort()
    .map((file) => Sheet.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))));
}

export function rowsOf({ sheet, mapping }: Sheet): Row[] {
  return sheet.flatMap(({ section, of, names }) =>
    names.map((name) => ({ section, of, name, entry: mapping[`${section} ${of}`]?.[name] })),
  );
}

/** Every place of the API that is said to be there. */
export function placesOf(entry: Entry | undefined): readonly string[] {
  if (entry === undefined) return [];
  if ('api' in entry) return entry.api;
  return 'setting' in entry ? entry.setting : [];
}
