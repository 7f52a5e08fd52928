/** The records of RFC 4180 text with CRLF; undefined if it is none. */
export function parseCsv(text: string): string[][] | undefined {
  const plain = /[^",\r\n]*/y;
  const quoted = /"([^"]*(?:""[^"]*)*)"/y;
  const records: string[][] = [];
  let at = 0;
  const value = () => {
    const pattern = text[at] === '"' ? quoted : plain;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    at = pattern.lastIndex;
    return match ? (match[1]?.replaceAll('""', '"') ?? match[0]) : undefined;
  };
  while (at < text.length) {
    const record: string[] = [];
    do {
      if (record.length > 0) at += 1;
      const one = value();
      if (one === undefined) return undefined;
      record.push(one);
    } while (text[at] === ',');
    records.push(record);
    if (at === text.length) break;
    if (!text.startsWith('\r\n', at)) return undefined;
    at += 2;
  }
  return records;
}

export function toCsv(records: readonly (readonly string[])[]): string {
  const cell = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return records.map((record) => `${record.map(cell).join(',')}\r\n`).join('');
}
