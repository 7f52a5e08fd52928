/** Byte by byte, slowly and with the whole file in hand: what `recordScanner` must find. */
export interface ReferenceRecord {
  readonly row: number;
  readonly line: number;
  readonly from: number;
  readonly textTo: number;
  /** Each quote opens a field, closes it before a delimiter or the record's end, or is one of two in a quoted field. */
  readonly strict: boolean;
  readonly crlf: boolean;
}

export interface Reference {
  readonly records: readonly ReferenceRecord[];
  readonly fault?: { readonly code: string; readonly line: number };
}

type State = 'field start' | 'plain' | 'quoted' | 'quote in quoted' | 'after quoted';

export function referenceRecords(bytes: Buffer, delimiter: string, from: number, line: number): Reference {
  const records: ReferenceRecord[] = [];
  let begin = { from, line };
  let state: State = 'field start';
  let strict = true;
  let opened = line;
  let now = line;
  const end = (textTo: number, to: number, crlf: boolean) => {
    if (textTo > begin.from) {
      records.push({ ...begin, row: records.length + 1, textTo, strict, crlf });
    }
    begin = { from: to, line: now };
    state = 'field start';
    strict = true;
  };
  for (let at = from; at < bytes.length; at += 1) {
    const char = String.fromCharCode(bytes[at] ?? 0);
    const after = bytes[at + 1];
    if (state === 'quoted') {
      if (char === '"') state = 'quote in quoted';
      if (char === '\n') now += 1;
    } else if (state === 'quote in quoted' && char === '"') {
      state = 'quoted';
    } else if (char === '\r' && after !== 10) {
      return { records, fault: { code: 'line_ends', line: now } };
    } else if (char === '\n') {
      now += 1;
      const crlf = at > begin.from && bytes[at - 1] === 13;
      end(crlf ? at - 1 : at, at + 1, crlf);
    } else if (char === delimiter) {
      state = 'field start';
    } else if (char !== '\r') {
      if (state === 'field start' && char === '"') {
        state = 'quoted';
        opened = now;
      } else {
        if (state !== 'field start' && state !== 'plain') strict = false;
        if (char === '"') strict = false;
        state = state === 'quote in quoted' ? 'after quoted' : state === 'field start' ? 'plain' : state;
      }
    }
  }
  if (state === 'quoted') return { records, fault: { code: 'unclosed_quote', line: opened } };
  if (begin.from < bytes.length) end(bytes.length, bytes.length, false);
  return { records };
}
