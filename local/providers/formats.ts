const amounts = new Map<string, Intl.NumberFormat>();

/** An amount of a currency's major unit for people. Making a format costs much more than using it, so each is made once. */
export function formatCurrency(amount: number, locale: string, currency: string): string {
  const name = `${locale} ${currency}`;
  const format = amounts.get(name) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  amounts.set(name, format);
  return format.format(amount);
}

/** Formats of dates by time zone, each made once. */
export function zoneFormats(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): (timeZone: string) => Intl.DateTimeFormat {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const format = formats.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(timeZone, format);
    return format;
  };
}
