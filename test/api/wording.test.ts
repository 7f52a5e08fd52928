import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const path = (language: string) => `/v1/organisation/wording/${language}`;
const sms = (text: string) => ({ sms: { first: { text } } });
const FRENCH = {
  sms: { first: { text: '{{sender}} : bonjour {{name}}, votre lien {{url}} ({{amount}})' } },
  email: {
    reminder: { subject: 'Votre lien', text: 'Bonjour {{name}},\r\n\r\n{{url}}', button: 'Payer' },
  },
};
const preview = (body: object) =>
  world.call({ method: 'POST', path: '/v1/organisation/wording/preview', body });

describe('own wording', () => {
  it('is created, read, listed, replaced and removed, and the organisation tells of it', async () => {
    const made = await world.ok({ method: 'PUT', path: path('FR-ca'), body: FRENCH });
    expect(made.status).toBe(201);
    expect(made.headers.etag).toBe('"1"');
    expect(made.body).toMatchObject({
      object: 'wording',
      language: 'fr-CA',
      sms: { first: FRENCH.sms.first, reminder: null },
      email: { first: null, reminder: { text: 'Bonjour {{name}},\n\n{{url}}', button: 'Payer' } },
      version: 1,
    });
    expect((await world.ok({ method: 'GET', path: path('fr-ca') })).body).toEqual(made.body);

    const body = { ...sms('{{sender}} {{url}}'), email: null };
    const changed = await world.ok({ method: 'PUT', path: path('fr-CA'), body });
    expect([changed.status, changed.body.version, changed.body.email.reminder]).toEqual([200, 2, null]);
    await world.ok({ method: 'PUT', path: path('de'), body });
    const list = await world.ok({ method: 'GET', path: '/v1/organisation/wording' });
    expect(list.body.data.map(({ language }: { language: string }) => language)).toEqual(['de', 'fr-CA']);
    const organisation = await world.ok({ method: 'GET', path: '/v1/organisation' });
    expect(organisation.body.wording_languages).toEqual(['de', 'fr-CA']);

    expect((await world.call({ method: 'DELETE', path: path('fr-CA') })).status).toBe(204);
    expect((await world.call({ method: 'DELETE', path: path('fr-CA') })).status).toBe(404);
    expect((await world.call({ method: 'GET', path: path('fr-CA') })).status).toBe(404);
    await world.ok({ method: 'DELETE', path: path('de') });
    const after = await world.ok({ method: 'GET', path: '/v1/organisation' });
    expect(after.body.wording_languages).toEqual([]);
  });

  it('is changed only in the version that was seen', async () => {
    const body = sms('{{sender}} {{url}}');
    const put = (match: string) =>
      world.call({ method: 'PUT', path: path('it'), body, headers: { 'if-match': match } });
    expect((await put('"1"')).body.code).toBe('version_conflict');
    await world.ok({ method: 'PUT', path: path('it'), body });
    expect((await put('"1"')).status).toBe(200);
    expect((await put('"1"')).status).toBe(412);
    const gone = { method: 'DELETE', path: path('it'), headers: { 'if-match': '"1"' } };
    expect((await world.call(gone)).status).toBe(412);
    expect((await world.call({ ...gone, headers: { 'if-match': '"2"' } })).status).toBe(204);
  });

  it('of many at once ends in one, and all languages are told of', async () => {
    const languages = ['nl', 'sv', 'da', 'nb', 'nl', 'sv'];
    const answers = await Promise.all(
      languages.map((language) =>
        world.call({ method: 'PUT', path: path(language), body: sms('{{sender}} {{url}}') }),
      ),
    );
    for (const { status } of answers) expect([200, 201, 409]).toContain(status);
    const list = await world.ok({ method: 'GET', path: '/v1/organisation/wording' });
    const organisation = await world.ok({ method: 'GET', path: '/v1/organisation' });
    expect(organisation.body.wording_languages).toEqual(
      list.body.data.map(({ language }: { language: string }) => language),
    );
    for (const language of organisation.body.wording_languages) {
      await world.ok({ method: 'DELETE', path: path(language) });
    }
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, [' invalid']],
    ['no text at all', { sms: { first: null }, email: null }, [' invalid']],
    ['no url', sms('{{sender}}: pay'), ['/sms/first/text url_missing']],
    [
      'several faults',
      {
        ...sms('{{url}} {{amount}}'),
        email: { reminder: { subject: 'x {{amount}}', text: '{{url}} {{x}}' } },
      },
      [
        '/sms/first/text sender_missing',
        '/email/reminder/subject not_in_subject',
        '/email/reminder/text unknown_placeholder',
      ],
    ],
    ['a control character', sms('{{sender}} \u0007 {{url}}'), ['/sms/first/text invalid']],
    ['a turn of direction', sms('{{sender}} \u202e {{url}}'), ['/sms/first/text invalid']],
    ['a long text', sms('x'.repeat(501)), ['/sms/first/text too_long']],
    [
      'an unknown kind',
      { sms: { ...sms('{{sender}} {{url}}').sms, last: { text: 'x' } } },
      ['/sms/last unknown_field'],
    ],
  ])('with %s is refused, with the place and the reason', async (_, body, expected) => {
    const { status, body: problem } = await world.call({ method: 'PUT', path: path('es'), body });
    expect(status).toBe(422);
    const found = problem.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`);
    expect(found).toEqual(expected);
    expect((await world.call({ method: 'GET', path: path('es') })).status).toBe(404);
  });

  it.each(['preview', 'english', 'fr_CA', 'fr-FR-x-private', 'e'])('has no language %s', async (language) => {
    expect((await world.call({ method: 'GET', path: path(language) })).status).toBe(404);
    const put = await world.call({ method: 'PUT', path: path(language), body: sms('{{sender}} {{url}}') });
    expect([put.status, put.body.errors[0].pointer]).toEqual([422, '/path/language']);
  });

  it('has at most 30 languages', async () => {
    const tags = Array.from(
      { length: 30 },
      (_, n) => `q${String.fromCharCode(97 + (n % 26))}${n < 26 ? 'a' : 'b'}`,
    );
    for (const tag of tags)
      await world.ok({ method: 'PUT', path: path(tag), body: sms('{{sender}} {{url}}') });
    const more = await world.call({ method: 'PUT', path: path('fi'), body: sms('{{sender}} {{url}}') });
    expect([more.status, more.body.errors?.[0].code]).toEqual([422, 'too_many']);
    const again = await world.call({
      method: 'PUT',
      path: path(tags[0] ?? ''),
      body: sms('{{sender}} {{url}}'),
    });
    expect(again.status).toBe(200);
    for (const tag of tags) await world.ok({ method: 'DELETE', path: path(tag) });
  });

  it("is another's business for another organisation", async () => {
    await world.ok({ method: 'PUT', path: path('pt'), body: sms('{{sender}} {{url}}') });
    const { key } = (await world.otherOrganisation()).adminKey;
    expect((await world.call({ method: 'GET', path: path('pt'), key })).status).toBe(404);
    const list = await world.ok({ method: 'GET', path: '/v1/organisation/wording', key });
    expect(list.body.data).toEqual([]);
    await world.ok({ method: 'DELETE', path: path('pt') });
  });
});

describe('the preview', () => {
  it('says how an SMS travels, and what forces UCS-2', async () => {
    const wording = { text: '{{sender}}: zapłać tutaj, {{name}} 😀 {{url}}' };
    const { status, body } = await preview({ channel: 'sms', kind: 'first', language: 'pl', wording });
    expect(status).toBe(200);
    expect(body).toEqual({
      object: 'wording_preview',
      kind: 'first',
      language: 'pl',
      own: true,
      channel: 'sms',
      text: 'Ada Travel: zapłać tutaj, Ada Byron 😀 https://pay.example.com/p/4fTq0ZxK7mWcR2vNbL9sYd',
      encoding: 'UCS-2',
      characters: 86,
      units: 87,
      segments: 2,
      forcing_ucs2: ['ł', 'ć', '😀'],
    });
  });

  it('shows ours where there is no own text, and what is left in place of the whole', async () => {
    const sample = { amount_paid: 2_500, description: null, expires_at: '2026-12-20T23:59:59Z' };
    const { body } = await preview({ channel: 'sms', kind: 'reminder', sample });
    expect(body).toMatchObject({ own: false, language: 'en-GB', encoding: 'GSM-7', segments: 1 });
    expect(body.text).toContain('(£100.00 left, open until 20 December 2026)');
    const unknown = await preview({ channel: 'email', kind: 'reminder', sample: { amount_paid: null } });
    expect(unknown.body.text).toContain('Part of this has been paid.');
    expect(unknown.body.text).not.toContain('£');
  });

  it('is of a link, in its language and in what is kept for it', async () => {
    await world.ok({ method: 'PUT', path: path('fr'), body: FRENCH });
    const customer = { ...aBody.customer, language: 'fr-BE' };
    const link = await world.ok({ method: 'POST', path: '/v1/links', body: { ...aBody, customer } });
    const { body } = await preview({ channel: 'sms', kind: 'first', link_id: link.body.id });
    expect(body).toMatchObject({ own: true, language: 'fr', encoding: 'GSM-7' });
    expect(body.text).toBe(`Ada Travel : bonjour Ada Byron, votre lien ${link.body.url} (125,00 £GB)`);
    const mail = await preview({ channel: 'email', kind: 'reminder', link_id: link.body.id });
    expect(mail.body).toMatchObject({ own: true, language: 'fr', subject: 'Votre lien' });
    expect(mail.body.html).toContain('<html lang="fr" dir="ltr">');
    const foreign = (await world.otherOrganisation()).adminKey.key;
    const hidden = await world.call({
      method: 'POST',
      path: '/v1/organisation/wording/preview',
      body: { channel: 'sms', kind: 'first', link_id: link.body.id },
      key: foreign,
    });
    expect(hidden.status).toBe(404);
  });

  it("follows the organisation's default language", async () => {
    await world.ok({ method: 'PATCH', path: '/v1/organisation', body: { default_language: 'FR' } });
    const { body } = await preview({ channel: 'sms', kind: 'first' });
    expect(body).toMatchObject({ own: true, language: 'fr' });
    const none = await world.ok({
      method: 'PATCH',
      path: '/v1/organisation',
      body: { default_language: null },
    });
    expect(none.body).toMatchObject({ default_language: null, wording_languages: ['fr'] });
    expect((await preview({ channel: 'sms', kind: 'first' })).body.own).toBe(false);
  });

  it.each<[object, string]>([
    [{ channel: 'sms', kind: 'last' }, '/kind not_allowed'],
    [{ channel: 'sms', kind: 'first', wording: { text: 'x' } }, '/wording/text url_missing'],
    [
      { channel: 'sms', kind: 'first', wording: { text: '{{sender}} {{url}}', subject: 'x' } },
      '/wording/subject unknown_field',
    ],
    [{ channel: 'email', kind: 'first', wording: { text: '{{url}}' } }, '/wording/subject required'],
    [{ channel: 'sms', kind: 'first', link_id: 'x', sample: {} }, '/link_id wrong_format'],
    [
      { channel: 'sms', kind: 'first', link_id: '01KAGM7Q40B6Y1ZC8E3F5G7H9J0', sample: {} },
      '/sample not_allowed',
    ],
  ])('of %j is refused: %s', async (body, expected) => {
    const answer = await preview(body);
    expect(answer.status).toBe(422);
    const [first] = answer.body.errors;
    expect(`${first.pointer} ${first.code}`).toBe(expected);
  });
});
