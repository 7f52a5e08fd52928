import { expect } from 'vitest';
import { systemClock } from '../../../../lib/clock.ts';
import { startSimulators } from '../../../../local/simulators.ts';
import { startWorld } from '../../../../test/support/world.ts';
import { createClient } from '../../src/index.ts';
import type { Fetch } from '../../src/retrying-fetch.ts';
import type { Coverage } from './coverage.ts';
import { misfits, operationOf } from './document.ts';

/**
 * The world of the API's own tests, asked through the client: its fetch hands requests to the deployed handlers in process,
 * holds every answer against the OpenAPI document and counts it.
 */
export async function startClientWorld(coverage?: Coverage) {
  const [world, { simulated }] = await Promise.all([
    startWorld(),
    startSimulators({ clock: systemClock, ports: {} }),
  ]);
  const baseUrl = 'https://api.example.com';

  const fetch: Fetch = async (request) => {
    const { origin, pathname, search } = new URL(request.url);
    if (origin !== baseUrl) return globalThis.fetch(request);
    const { authorization, ...headers } = Object.fromEntries(request.headers);
    const text = await request.text();
    const answer = await world.call({
      method: request.method,
      path: pathname + search,
      key: authorization?.replace('Bearer ', '') ?? null,
      headers,
      ...(text === '' ? {} : { body: text }),
    });
    const operation = operationOf(request.method, pathname);
    if (!operation) throw new Error(`${request.method} ${pathname} is no operation`);
    const type = answer.headers['content-type'] ?? '';
    expect(
      misfits(operation, answer.status, type, answer.text),
      `${operation.operationId} ${answer.status}`,
    ).toEqual([]);
    coverage?.record(operation, answer.status, expect.getState().currentTestName ?? 'before the tests');
    const { location } = answer.headers;
    if (answer.status === 303 && location) return globalThis.fetch(location);
    return new Response(answer.text === '' ? null : answer.text, {
      status: answer.status,
      headers: answer.headers,
    });
  };

  const theirs = simulated.find(({ provider }) => provider === 'allpay');
  if (!theirs) throw new Error('no simulator of allpay');
  const { connection: id, settings, credentials, simulator } = theirs;
  const allpay = {
    faulty: simulator.controlUrl,
    connection: { id, body: { provider: 'allpay' as const, settings, credentials } },
  };
  await world.ok({ method: 'PUT', path: `/v1/connections/${id}`, body: allpay.connection.body });

  return {
    world,
    baseUrl,
    /** In place of the network. */
    fetch,
    /** A provider at which a link can be changed. */
    allpay,
    async close() {
      await Promise.all(simulated.map((one) => one.simulator.close()));
      await world.close();
    },
    /** With the world's admin key and no repeats unless told otherwise. */
    client: (apiKey = world.adminKey.key, maxTries = 1) =>
      createClient({ baseUrl, apiKey, fetch, retries: { maxTries, firstWaitMs: 20 } }),
  };
}

export type ClientWorld = Awaited<ReturnType<typeof startClientWorld>>;
