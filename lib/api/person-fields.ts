import * as z from 'zod/mini';

export const Email = z.email('An address with one @ and a domain.').check(z.maxLength(254));

export const Country = z.string().check(z.regex(/^[A-Z]{2}$/, 'Two capital letters, ISO 3166-1.'));

/** BCP 47. */
export const Language = z.string().check(
  z.maxLength(35),
  z.refine(
    known((tag) => Intl.getCanonicalLocales(tag).length === 1),
    {
      error: 'A language tag as in BCP 47, such as en-GB.',
    },
  ),
);

/** A name of the IANA time zone database; an offset is none, as it knows no summer time. */
export const Timezone = z.string().check(
  z.maxLength(64),
  z.refine(
    known(
      (zone) =>
        /^[A-Za-z]/.test(zone) &&
        new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '',
    ),
    { error: 'A zone of the IANA database, such as Europe/London.' },
  ),
);

/** Most rows of a file have one that was asked for before, and Intl takes its time. What throws is none. */
function known(check: (name: string) => boolean): (name: string) => boolean {
  const fine = new Set<string>();
  return (name) => {
    if (fine.has(name)) return true;
    if (!succeeds(() => check(name))) return false;
    if (fine.size >= MOST_KNOWN) fine.clear();
    fine.add(name);
    return true;
  };
}

const MOST_KNOWN = 1000;

function succeeds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
