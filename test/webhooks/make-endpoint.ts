import { expect } from 'vitest';
import type { Run } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';

/** An endpoint as its owner makes it, by the function itself; gives its secret. */
export async function makeEndpoint(run: Run, body: { url: string; events: string[] }): Promise<string> {
  const path = '/v1/webhook_endpoints';
  const made = answered(await run.http('webhooks/endpoints', { path, body }));
  expect(made.status, made.body).toBe(201);
  return JSON.parse(made.body).secret;
}
