import type { Calls } from '../calls.ts';
import { columnKeys } from './batch-file.ts';
import { parseCsv, toCsv } from './csv.ts';
import type { Wire } from './wire.ts';

const hidden = '[secret]';
const recordedUploadBytes = 64 * 1024;

/** The calls that came in without keys, upload signatures and passphrases, wherever the wire profile puts these. */
export function withoutSecrets(calls: Calls, wire: () => Wire): Calls {
  return {
    all: calls.all,
    record({ operation, method, path, headers, body }) {
      const { names, api_key_header } = wire();
      const keys = ['ocp-apim-subscription-key', api_key_header.toLowerCase()];
      const word = names.passphrase;
      return calls.record({
        operation,
        method,
        path: path.replace(/([?&]sig=)[^&]*/g, `$1${hidden}`),
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, keys.includes(name) ? hidden : value]),
        ),
        body:
          operation === 'batch_upload'
            ? file(body, wire())
            : operation === 'page'
              ? form(body)
              : json(body, word),
      });
    },
  };
}

function json(body: string, word: string): string {
  try {
    return JSON.stringify(JSON.parse(body, (name, value) => (name === word ? hidden : value)));
  } catch {
    const at = body.indexOf(word);
    return at < 0 ? body : body.slice(0, at) + hidden;
  }
}

function form(body: string): string {
  const fields = new URLSearchParams(body);
  if (!fields.has('passphrase')) return body;
  fields.set('passphrase', hidden);
  return fields.toString();
}

/** Every column but the passphrases'; a file that cannot be read so, or a big one, only by its size. */
function file(text: string, wire: Wire): string {
  const [header, ...lines] = (text.length <= recordedUploadBytes && parseCsv(text)) || [];
  const word = columnKeys(wire).find(({ key }) => key === 'passphrase')?.name;
  const column = header?.indexOf(word ?? '') ?? -1;
  if (!header || (word !== undefined && column < 0)) return `[${Buffer.byteLength(text)} bytes]`;
  const shown = lines.map((line) =>
    line.map((value, at) => (at === column && value !== '' ? hidden : value)),
  );
  return toCsv([header, ...shown]);
}
