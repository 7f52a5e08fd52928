import type { NewProviderLink, ProviderBatchFile } from '../contract.ts';
import type { PaypointAccount } from './account.ts';
import { toColumns } from './map.ts';

/** UTF-8 without a mark, RFC 4180, CRLF. */
export function beginFile(account: PaypointAccount): ProviderBatchFile {
  const { batch_columns, batch_max_rows, batch_max_bytes } = account.profile;
  const lines = [lineOf(batch_columns)];
  let bytes = Buffer.byteLength(lines[0] ?? '');
  return {
    add(link: NewProviderLink): boolean {
      const line = lineOf(toColumns(link, account));
      const more = Buffer.byteLength(line);
      if (lines.length > batch_max_rows || bytes + more > batch_max_bytes) return false;
      lines.push(line);
      bytes += more;
      return true;
    },
    bytes: () => new TextEncoder().encode(lines.join('')),
  };
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
