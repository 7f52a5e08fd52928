import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../links/model/link.ts';
import type { Asker } from './content.ts';
import { pageResult } from './document.ts';
import { failedPage, unknownPage } from './fixed-pages.ts';
import { html } from './html.ts';
import { type Offer, offerOf } from './mask.ts';
import type { Outcome } from './outcome.ts';
import { payerPage } from './payer-page.ts';
import { english } from './texts.en.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 24 * 3_600_000;

const asker: Asker = { name: 'Harbour Travel', mode: 'live', timezone: 'Europe/London' };

const active: Link = {
  org: 'org',
  id: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0',
  code: 'AAAAAAAAAAAAAAAAAAAAAA',
  version: 3,
  writer: 'w',
  cause: { by: 'key:1', what: 'create' },
  connection: 'felloh-main',
  provider: 'felloh',
  amount: 12_500,
  currency: 'GBP',
  reference: 'INV-1001',
  description: 'Deposit for Bali',
  expiresAt: NOW + 30 * DAY,
  stage: 'open',
  status: 'active',
  createdAt: NOW,
  updatedAt: NOW,
  providerLinkId: 'p1',
  providerUrl: 'https://pay.example.net/p1',
};

const links: Record<string, Link> = {
  active,
  creating: { ...active, stage: 'creating', status: 'creating' },
  processing: { ...active, status: 'processing' },
  part: { ...active, status: 'partially_paid', facts: { amountPaid: 5_000, partlyPaidAt: NOW } },
  paid: { ...active, status: 'paid', facts: { amountPaid: 12_500, paidAt: NOW } },
  expired: { ...active, stage: 'expired', status: 'expired', expiredAt: NOW },
  cancelled: { ...active, stage: 'cancelled', status: 'cancelled', cancelledAt: NOW },
  replacing: { ...active, op: { kind: 'supersede', attempt: 1, startedAt: NOW, until: NOW + 25_000 } },
  held: { ...active, supersedes: 'L0', held: true },
  replaced: { ...active, stage: 'cancelled', status: 'cancelled', cancelledAt: NOW, supersededBy: 'L2' },
};

function rendered(link: Link, back?: Outcome, from: Asker = asker, looks = 0, offers: readonly Offer[] = []) {
  const page = payerPage({ link, asker: from, now: NOW, back, looks, offers }, english);
  if (!page) throw new Error('no page');
  const { body = '', headers } = pageResult(page, english);
  return { body, headers };
}

describe('the template', () => {
  it('escapes text and attributes, keeps what it made itself, leaves out what is not there', () => {
    const sign = `<&>"'`;
    expect(html`<p title="${sign}">${sign}${undefined}${[html`<b>${1}</b>`, html`<i></i>`]}</p>`).toEqual(
      html`<p title="${sign}">${sign}<b>1</b><i></i></p>`,
    );
    const page = { ...unknownPage(english), main: html`<p title="${sign}">${sign}</p>` };
    expect(pageResult(page, english).body).toContain(
      '<p title="&lt;&amp;&gt;&quot;&#39;">&lt;&amp;&gt;&quot;&#39;</p>',
    );
  });
});

describe('a page', () => {
  const evil = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<script>',
          '</style>',
          '"',
          "'",
          '>',
          '&',
          '<!--',
          '--></dd>',
          '\r\n',
          '${',
          'javascript:',
        ),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      { maxLength: 8 },
    )
    // A field that says nothing is left out, which is another page.
    .map((parts) => `x${parts.join('')}`);

  it.each(Object.keys(links))('has the same markup whatever the fields of a %s link hold', (name) => {
    const link = links[name] ?? active;
    fc.assert(
      fc.property(
        fc.record({
          text: evil,
          other: evil,
          sender: evil,
          back: fc.constantFrom<Outcome | undefined>('success', 'failure', 'cancel', undefined),
        }),
        ({ text, other, sender, back }) => {
          const filled = {
            ...link,
            description: text,
            reference: other,
            customer: { name: text, timezone: other },
          };
          const { body, headers } = rendered(filled, back, { ...asker, senderName: sender });
          expect(tagsOf(body)).toEqual(tagsOf(rendered(link, back).body));
          for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('sends a browser to nothing but http, and lets no url widen the policy', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          evil,
          evil.map((text) => `http://${text}/`),
          fc.webUrl(),
        ),
        (providerUrl) => {
          const policy = rendered({ ...active, providerUrl }).headers['content-security-policy'] ?? '';
          expect(policy.split(';')).toHaveLength(6);
          expect(policy).toMatch(
            /; form-action ('none'|'self' https:( http:)?); base-uri 'none'; frame-ancestors 'none'$/,
          );
        },
      ),
    );
  });

  it.each([
    ...Object.values(links).map((link) => rendered(link)),
    rendered(active, 'success'),
    ...[unknownPage(english), failedPage(english, 'id')].map((page) => {
      const { body = '', headers } = pageResult(page, english);
      return { body, headers };
    }),
  ])('has a language, a title, one heading, one main part and no script (%#)', ({ body, headers }) => {
    expect(body).toMatch(/^<!doctype html>\n<html lang="en-GB" dir="ltr">/);
    expect(body).toMatch(/<title>[^<]{5,}<\/title>/);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body.match(/<main>/g)).toHaveLength(1);
    expect(body).not.toMatch(/<script|<link rel="stylesheet"|\son\w+=|\sstyle=|http-equiv/);
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}';`);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    });
  });

  it('never shows the customer, the provider link or another of our names for it', () => {
    const customer = { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' };
    for (const link of Object.values(links)) {
      const { body } = rendered({ ...link, customer, metadata: { order: 'ORDER-9' }, createdBy: 'agent-17' });
      expect(body).not.toMatch(/Ada|ada@|7700900|ORDER-9|agent-17|01KJQ4|felloh|\/p1/);
    }
  });

  it('says what is left, until when in the payer’s zone, and where the button leads', () => {
    const { body } = rendered({ ...links.part, customer: { timezone: 'America/New_York' } } as Link);
    expect(textOf(body)).toMatch(/Left to pay to Harbour Travel £75\.00 Deposit for Bali/);
    expect(textOf(body)).toMatch(/Amount asked for £125\.00 Paid so far £50\.00/);
    expect(textOf(body)).toContain('Link can be used until 20 December 2026 at 07:00 (Eastern Time)');
    expect(textOf(body)).toContain('pay.example.net');
  });

  it('offers no button that leads nowhere', () => {
    for (const providerUrl of ['', 'javascript:alert(1)', 'ftp://pay.example.net/']) {
      for (const back of ['success', undefined] as const) {
        const { body } = rendered({ ...active, providerUrl }, back);
        expect(body).not.toContain('<form');
        expect(textOf(body)).toContain('being prepared');
      }
    }
  });

  it('takes no outcome in a url for a payment', () => {
    expect(textOf(rendered(active, 'success').body)).toMatch(/waiting for confirmation.*do not pay again/);
    expect(textOf(rendered(active, 'failure').body)).toMatch(/did not go through.*nothing was taken/);
    expect(textOf(rendered(active, 'cancel').body)).toMatch(/without paying.*Continue to payment/);
    for (const back of ['success', 'failure', 'cancel'] as const) {
      expect(rendered(active, back).body).not.toContain('Thank you');
      expect(textOf(rendered(links.paid ?? active, back).body)).toMatch(/Thank you.*£125\.00/);
    }
  });

  it('says that a request is being replaced or was, leads to the new one, and lets nobody pay twice', () => {
    const { replacing = active, held = active, replaced = active } = links;
    expect(textOf(rendered(replacing).body)).toContain('is being replaced');
    expect(textOf(rendered(replacing, 'success').body)).toMatch(/do not pay again.*is being replaced/);
    expect(textOf(rendered(held).body)).toContain('being prepared');
    for (const link of [replacing, held, replaced]) expect(rendered(link).body).not.toContain('<form');
    const back = rendered(replaced, 'success').body;
    expect(textOf(back)).toMatch(/do not pay again.*was replaced.*See the new request/);
    expect(back).toContain(`<a class="button" href="${replaced.code}">`);
    const paid = { ...replaced, status: 'paid' as const, facts: { amountPaid: 12_500, paidAt: NOW } };
    expect(textOf(rendered(paid).body)).toContain('Thank you');
  });

  it('offers a new link on the page of one that is over alone, to masked contacts, with us as the end', () => {
    const customer = { phone: '+447700900123', email: 'ada@example.com' };
    const offers = (['sms', 'email'] as const).map((channel) => offerOf({ customer }, channel));
    for (const [name, link] of Object.entries(links)) {
      const { body, headers } = rendered({ ...link, customer }, undefined, asker, 0, offers);
      expect(body.includes('/renew"'), name).toBe(name === 'expired');
      expect(body).not.toMatch(/7700900|ada@|example\.com/);
      if (name !== 'expired') continue;
      expect(headers['content-security-policy']).toContain("form-action 'self';");
      expect(textOf(body)).toContain('Text me a new link to the number •••• 0123');
      expect(textOf(body)).toContain('Email me a new link to a•••@e•••.com');
    }
  });

  it.each([
    ['ada@example.com', 'a•••@e•••.com'],
    ['a@b.co.uk', 'a•••@b•••.uk'],
    ['ada@localhost', 'a•••@l•••'],
    ['"a@b"@example.org', '"•••@e•••.org'],
    ['😀@例え.jp', '😀•••@例•••.jp'],
    ['nonsense', '•••@n•••'],
  ])('shows of %s no more than %s', (email, masked) => {
    expect(offerOf({ customer: { email } }, 'email')).toEqual({ channel: 'email', masked });
  });

  it.each([
    ['+447700900123', '•••• 0123'],
    ['+8835100', '•••• 5100'],
  ])('shows of %s no more than %s', (phone, masked) => {
    expect(offerOf({ customer: { phone } }, 'sms')).toEqual({ channel: 'sms', masked });
  });

  it('looks again by itself only while there is news to come, ever more slowly, and not for ever', () => {
    for (const [name, link] of Object.entries(links)) {
      const looks = ['creating', 'processing', 'replacing', 'held'].includes(name);
      expect(rendered(link).headers.refresh !== undefined, name).toBe(looks);
    }
    expect(rendered(active, 'success').headers.refresh).toBe(`4; url=${active.code}?back=success&look=1`);
    expect(rendered(active, 'success', asker, 7).headers.refresh).toMatch(/^120; /);
    expect(rendered(active, 'success', asker, 8).headers.refresh).toBeUndefined();
    expect(textOf(rendered(active, 'success', asker, 8).body)).toContain('Check again');
  });
});

/** Every tag with its attributes, in order. */
function tagsOf(body: string): string[] {
  return body.match(/<[^>]*>/g) ?? [];
}

function textOf(body: string): string {
  return body
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}
