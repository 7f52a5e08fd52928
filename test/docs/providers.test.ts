import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { providers } from '../../lib/providers/registry.ts';
import { read } from './pages.ts';

const Body = z.strictObject({
  provider: z.string(),
  settings: z.record(z.string(), z.json()),
  credentials: z.record(z.string(), z.string()),
});

describe.each(providers)('docs/providers/$id.md', ({ id, openAccount }) => {
  const page = read(`docs/providers/${id}.md`);

  it('shows a connection that its adapter takes', () => {
    const [, json = ''] = /```json\n([\s\S]*?)\n```/.exec(page) ?? [];
    const { provider, settings, credentials } = Body.parse(JSON.parse(json));
    const filled = Object.fromEntries(Object.keys(credentials).map((name) => [name, 'secret-of-this-test']));
    const baseUrls = typeof settings.base_url === 'string' ? [settings.base_url] : 'fixed';
    expect(provider).toBe(id);
    expect(() => openAccount({ settings, credentials: filled, baseUrls })).not.toThrow();
  });

  it('says what is to be proved by keys of `wire` that there are', () => {
    const [proofs = '', facts = ''] = page.split('<!-- facts: begin -->');
    const known = [...facts.matchAll(/^\| `(\w+)` \| `/gm)].map(([, key]) => key);
    const rows = proofs.split('## To be proved in its sandbox')[1] ?? '';
    const named = [...rows.matchAll(/^\|.*\|.*\| (.+) \|$/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z_]+)`/g)].map(([, key]) => key),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((key) => key !== 'wire' && !known.includes(key))).toEqual([]);
  });
});
