import type { Calls } from '../calls.ts';
import { defaultWire, type Wire } from './wire.ts';

/** Calls without allpay's two keys in headers and queries, wherever the wire profile of the moment puts them. */
export function withoutSecrets(calls: Calls, wire: () => Wire): Calls {
  return {
    all: calls.all,
    record({ headers, path, ...call }) {
      const profiles = [defaultWire, wire()];
      const secretHeaders = profiles.flatMap(({ apim_key_header, subscription_key_header }) =>
        [apim_key_header, subscription_key_header].map((name) => name.toLowerCase()),
      );
      return calls.record({
        ...call,
        path: profiles.reduce((shown, { names }) => hidden(shown, names.subscription_key), path),
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [
            name,
            secretHeaders.includes(name) ? '[secret]' : value,
          ]),
        ),
      });
    },
  };
}

function hidden(path: string, name: string): string {
  const [before = '', query] = path.split('?', 2);
  if (query === undefined) return path;
  const parameters = new URLSearchParams(query);
  if (!parameters.has(name)) return path;
  parameters.set(name, '[secret]');
  return `${before}?${parameters}`;
}
