import type { Simulated } from '../../../local/simulators.ts';
import { current, mark, pass, spend } from './invocation.ts';
import type { Watch } from './watch-table.ts';

/** Sees each call of a provider, made by `send`, and lets it be slow, broken or gone. Gives what undoes it. */
export function watchProviders(
  simulated: readonly Simulated[],
  { world, record, faults }: Watch,
  send: (request: Request) => Promise<Response>,
): () => void {
  const real = globalThis.fetch;
  const byOrigin = new Map(
    simulated.map(({ provider, simulator }) => [new URL(simulator.url).origin, provider]),
  );
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    const provider = byOrigin.get(origin);
    const running = current();
    if (provider === undefined || !running) return real(request);
    const name = `${provider} ${request.method} ${pathname}`;
    const manner = faults.manner(provider, world.now(), running.name, running.calls);
    record.count(`provider ${manner.kind}`);
    return pass(name, manner.kind === 'well' ? manner.takesMs : 20, async () => {
      switch (manner.kind) {
        case 'refused':
          throw new TypeError('fetch failed', {
            cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
          });
        case 'broken':
          return new Response('', { status: 503 });
        case 'late': {
          // What is carried out although nobody waits for it any more.
          const answer = await send(new Request(request, { signal: null }));
          spend(manner.takesMs);
          request.signal.throwIfAborted();
          if (answer.ok) running.read = mark(running);
          return answer;
        }
        case 'well': {
          const answer = await send(request);
          if (answer.ok) running.read = mark(running);
          return answer;
        }
        default:
          return manner satisfies never;
      }
    });
  };
  return () => {
    globalThis.fetch = real;
  };
}
