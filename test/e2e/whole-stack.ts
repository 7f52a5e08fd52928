import { join } from 'node:path';
import * as z from 'zod';
import { packageCopy } from '../../build/package-copy.ts';
import { type Stack, startStack } from '../../local/stack.ts';

const Link = z.looseObject({
  id: z.string(),
  url: z.string(),
  status: z.string(),
  display_status: z.string(),
  amount_paid: z.number(),
  provider_url: z.nullable(z.string()),
});

/** The packaged functions on the local stack, with its demo organisation, used as a merchant would: through the API. */
export async function startWholeStack() {
  const lines: string[] = [];
  const stack: Stack = await startStack({
    template: join(await packageCopy(), '.serverless/cloudformation-template-update-stack.json'),
    stackFile: false,
    onLog: (line) => void lines.push(JSON.stringify(line)),
  });
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(stack.api + path, {
      method,
      headers: { authorization: `Bearer ${stack.demo?.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };

  return {
    stack,
    /** Every line that a function has written. */
    lines,

    /** A link for £125, sent by SMS and email unless told otherwise; when it comes back, all is sent. */
    async createLink(changes: Record<string, unknown> = {}) {
      const created = await call('POST', '/v1/links', {
        amount: 12_500,
        currency: 'GBP',
        reference: 'INV-1001',
        description: 'Deposit for Bali',
        // Where it is day, so that messages go at whatever hour the test runs.
        customer: {
          name: 'Ada Byron',
          email: 'ada@example.com',
          phone: '+447700900123',
          timezone: stack.demo?.timezone,
        },
        methods: { card: true, open_banking: true },
        ...changes,
      });
      await stack.drain();
      return z.parse(Link, created);
    },

    async getLink(id: string) {
      return z.parse(Link, await call('GET', `/v1/links/${id}`));
    },

    async eventTypes(id: string): Promise<string[]> {
      await stack.drain();
      const Events = z.object({ data: z.array(z.looseObject({ type: z.string() })) });
      return z.parse(Events, await call('GET', `/v1/links/${id}/events`)).data.map(({ type }) => type);
    },
  };
}
