import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { toWording, WordingInput } from '../../lib/api/wording.ts';
import { toPreviewBody } from '../../lib/api/wording-preview.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { contentOf } from '../../lib/messages/content.ts';
import { PLACEHOLDERS } from '../../lib/messages/fill.ts';
import { aLink } from '../../lib/messages/link-fixture.ts';
import { type TextKind, textsIn } from '../../lib/messages/model/wording.ts';
import { textOf } from '../../lib/messages/text-of.ts';
import { wordingIssues } from '../../lib/messages/wording-rules.ts';
import { exampleUrl } from '../../lib/messages/wordings.ts';
import { read } from './pages.ts';

const page = read('docs/wording.md');
const BASE = 'https://pay.example.com';
const url = exampleUrl(BASE);
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${kind}\n([\\s\\S]*?)\n\`\`\``, 'g'))].map(([, text = '']) => text);
const about = (changes: Partial<Link> = {}, language?: string) =>
  contentOf(
    aLink({ code: url.slice(-22), ...changes }),
    { name: 'Acme Travel' },
    'Europe/London',
    BASE,
    language,
  );

describe('docs/wording.md', () => {
  it('says what our own texts say', () => {
    const sms = (kind: TextKind) => textOf(kind, 'sms', about()).text;
    const part = about({ facts: { partlyPaidAt: 1, amountPaid: 2_550 } });
    const email = textOf('reminder', 'email', part).text.trimEnd();
    expect(blocks('text')).toEqual([sms('first'), sms('reminder'), email]);
  });

  it('has the placeholders that there are', () => {
    const rows = [...page.matchAll(/^\| `\{\{(\w+)\}\}` /gm)].map(([, name]) => name);
    expect(rows).toEqual([...PLACEHOLDERS]);
  });

  it('shows wording that is taken', () => {
    const wording = toWording(z.parse(WordingInput, JSON.parse(blocks('json')[0] ?? '')));
    expect(textsIn(wording)).toHaveLength(4);
    expect(wordingIssues(wording, url)).toEqual([]);
  });

  it('shows the preview that its words get', () => {
    const [, request = '', answer = ''] = blocks('json');
    const Sent = z.object({ wording: z.object({ text: z.string() }), language: z.string() });
    const { wording, language } = Sent.parse(JSON.parse(request));
    const text = textOf('first', 'sms', about({}, language), { sms: { first: wording } });
    expect(JSON.parse(answer)).toEqual(toPreviewBody({ language, own: true, text }, 'first'));
  });
});
