import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOutbox } from './outbox.ts';
import { type OutboxServer, startOutbox } from './start-outbox.ts';

const clock = { now: () => 1_800_000_000_000 };
const outbox = createOutbox({ clock });
let server: OutboxServer;

beforeAll(async () => {
  server = await startOutbox({ outbox });
});
beforeEach(() => outbox.clear());
afterAll(() => server.close());

const sms = { channel: 'sms', to: '+447700900123', from: 'ACME', context: { link: 'L1' } } as const;
const email = {
  channel: 'email',
  to: 'ada@example.com',
  from: 'pay@example.org',
  subject: 'Pay <b>now</b>',
} as const;
const page = async (query = '') => (await fetch(`${server.url}/${query}`)).text();

describe('the page', () => {
  it('makes addresses in an SMS clickable and leaves the full stop out', async () => {
    outbox.add({ ...sms, text: 'Pay at http://127.0.0.1:1/p/a?b=1&c=2. Thanks' });
    expect(await page()).toContain(
      '<a href="http://127.0.0.1:1/p/a?b=1&amp;c=2">http://127.0.0.1:1/p/a?b=1&amp;c=2</a>. Thanks',
    );
  });

  it('shows an email in a sandboxed frame without script, and escapes all else', async () => {
    outbox.add({
      ...email,
      text: '<script>alert(1)</script>',
      html: '<p class="a">"Hello"</p><script>alert(2)</script>',
    });
    const shown = await page();
    expect(shown).toContain('Pay &lt;b&gt;now&lt;/b&gt;');
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(shown).toContain('sandbox="allow-top-navigation-by-user-activation"');
    expect(shown).toContain('&lt;p class=&quot;a&quot;&gt;&quot;Hello&quot;&lt;/p&gt;');
    expect(shown).not.toContain('<script>alert');
  });

  it('is empty at first, newest first later, fifty on a page', async () => {
    expect(await page()).toContain('Nothing has been sent yet');
    for (let n = 0; n < 60; n++) outbox.add({ ...sms, text: `text ${n}.` });
    const first = await page();
    expect(first.indexOf('text 59.')).toBeLessThan(first.indexOf('text 58.'));
    expect(first).not.toContain('text 9.');
    expect(await page('?page=1')).toContain('text 9.');
  });
});

describe('the JSON', () => {
  it('lists messages, newest last, and forgets them', async () => {
    const one = outbox.add({ ...sms, text: 'one' });
    const two = outbox.add({ ...email, text: 'two', tags: { link: 'L1' } });
    expect(await (await fetch(`${server.url}/messages`)).json()).toEqual({ messages: [one, two] });
    expect(two).toMatchObject({
      at: '2027-01-15T08:00:00.000Z',
      subject: 'Pay <b>now</b>',
      tags: { link: 'L1' },
    });
    expect((await fetch(`${server.url}/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(outbox.list()).toEqual([]);
  });
});

it('survives a restart with a data folder', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'outbox-'));
  const first = createOutbox({ clock, dataDir });
  first.add({ ...sms, text: 'kept' });
  first.flush();
  expect(createOutbox({ clock, dataDir }).list()).toMatchObject([{ text: 'kept' }]);
  rmSync(dataDir, { recursive: true });
});
