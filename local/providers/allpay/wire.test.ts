import { expect, test } from 'vitest';
import { allpay, newLink, newMessage, unnamed } from './test-client.ts';
import { defaultWire } from './wire.ts';

/** Theirs are in wire-names.test.ts. */
const apart = ['methods', 'paths', 'names'];

/** One test for each other key of the profile, by its name, with another value than the sheet's. */
const cases: Record<string, () => Promise<void>> = {
  async apim_key_header() {
    const { send, headers, attempt, keys } = await allpay({ wire: { apim_key_header: 'X-Gateway-Key' } });
    const refused = await attempt();
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('name="X-Gateway-Key"'),
    ]);
    const moved = { ...headers, 'x-gateway-key': 'sim-allpay-apim-key' };
    expect((await send('create', { ...newLink, ...keys }, { headers: moved })).status).toBe(200);
  },
  async subscription_key_in() {
    const { send, headers, attempt } = await allpay({ wire: { subscription_key_in: 'header' } });
    const keyed = { headers: { ...headers, 'subscription-key': 'sim-allpay-subscription-key' } };
    expect((await send('create', newLink, keyed)).status).toBe(200);
    const both = await send('create', { ...newLink, subscriptionKey: 'sim-allpay-subscription-key' }, keyed);
    expect([both.status, both.json.message]).toEqual([400, 'subscriptionKey is not a known property']);
    expect((await attempt()).status).toBe(401);
  },
  async subscription_key_header() {
    const wire = { subscription_key_in: 'header', subscription_key_header: 'X-Hub-Key' };
    const { send, headers } = await allpay({ wire });
    const status = async (name: string, key: string) =>
      (await send('create', newLink, { headers: { ...headers, [name]: key } })).status;
    expect(await status('subscription-key', 'sim-allpay-subscription-key')).toBe(401);
    expect(await status('x-hub-key', 'wrong')).toBe(401);
    expect(await status('x-hub-key', 'sim-allpay-subscription-key')).toBe(200);
  },
  async send_requires_subscription_key() {
    const { create, entry, send, sendLink } = await allpay({
      wire: { send_requires_subscription_key: true },
    });
    const id = await create();
    expect((await send('send', { ...newMessage, paymentLink: entry(id).url })).status).toBe(401);
    expect((await sendLink(id)).status).toBe(200);
  },
  async amount_unit() {
    const { create, entry, clock, pending, message } = await allpay({ wire: { amount_unit: 'minor' } });
    const id = await create({ amount: 8640 });
    expect(entry(id).amount).toBe(8640);
    clock.at += 60_000;
    expect((await pending()).json[0].amount).toBe(8640);
    for (const amount of [0, 86.4, 400_001])
      expect(await message('create', { ...newLink, amount })).toEqual([
        400,
        'amount must be between 1 and 400000',
      ]);
  },
  async min_amount_minor() {
    const { create, message } = await allpay({ wire: { min_amount_minor: 100 } });
    await create({ amount: 1 });
    expect(await message('create', { ...newLink, amount: 0.99 })).toEqual([
      400,
      'amount must be between 1.00 and 4000.00',
    ]);
  },
  async max_amount_minor() {
    const { create, attempt } = await allpay({ wire: { max_amount_minor: 500 } });
    await create({ amount: 5 });
    expect((await attempt({ amount: 5.01 })).status).toBe(400);
  },
  async create_accepts_array() {
    const { send, keys, update, simulator } = await allpay({ wire: { create_accepts_array: true } });
    const body = { ...keys, ...newLink };
    const { json } = await send('create', [body]);
    expect(json).toEqual([{ url: simulator.ledger()[0]?.url }]);
    for (const wrong of [body, [], [body, body], ['x'], [[body]]])
      expect((await send('create', wrong)).status).toBe(400);
    expect((await send('create', [{ ...body, subscriptionKey: 'x' }])).status).toBe(401);
    expect((await update('884120', { amount: 1 })).status).toBe(200);
  },
  async list_property() {
    const { create, clock, active, pending } = await allpay({ wire: { list_property: 'paymentUrls' } });
    const id = await create();
    clock.at += 60_000;
    expect((await active()).json).toEqual({ paymentUrls: [] });
    expect((await pending()).json).toMatchObject({ paymentUrls: [{ paymentUrlId: id }] });
  },
  async payment_reference_pattern() {
    const { create, attempt } = await allpay({ wire: { payment_reference_pattern: '^[0-9]{3}$' } });
    await create({ paymentReferenceNumber: '123' });
    expect((await attempt()).status).toBe(400);
  },
  async client_reference_pattern() {
    const { create, attempt } = await allpay({ wire: { client_reference_pattern: '^[A-Z0-9]{16}$' } });
    const crn = { ...unnamed, clientCode: 'RENT' };
    await create({ ...crn, clientReference: 'A123456789012345' });
    expect((await attempt({ ...crn, clientReference: 'A1' })).status).toBe(400);
  },
  async name_max() {
    const { create, attempt } = await allpay({ wire: { name_max: 5 } });
    await create({ lastName: 'abcde' });
    expect((await attempt({ firstName: 'abcdef' })).status).toBe(400);
  },
  async organisation_name_max() {
    const { create, sendLink } = await allpay({ wire: { organisation_name_max: 3 } });
    const id = await create();
    expect((await sendLink(id)).status).toBe(400);
    expect((await sendLink(id, { organisationName: 'abc' })).status).toBe(200);
  },
  async client_code_max() {
    const { create, attempt } = await allpay({ wire: { client_code_max: 3 } });
    const crn = { ...unnamed, clientReference: 'A1' };
    await create({ ...crn, clientCode: 'ABC' });
    expect((await attempt({ ...crn, clientCode: 'RENT' })).status).toBe(400);
  },
  async created_by_max() {
    const { create, attempt } = await allpay({ wire: { created_by_max: 3 } });
    await create({ createdBy: 'abc' });
    expect((await attempt({ createdBy: 'abcd' })).status).toBe(400);
  },
  async created_by_listed() {
    const { create, clock, pending, update } = await allpay({ wire: { created_by_listed: false } });
    const id = await create();
    clock.at += 60_000;
    expect('createdBy' in (await pending()).json[0]).toBe(false);
    expect('createdBy' in (await update(id, { amount: 1 })).json).toBe(false);
  },
  async match_skew_seconds() {
    const { create } = await allpay({ wire: { match_skew_seconds: 5 } });
    expect(await create()).toBe('884120');
  },
  async phone_format() {
    const { create, sendLink } = await allpay({ wire: { phone_format: 'e164' } });
    const id = await create();
    for (const mobileNumber of ['07700900123', '+441632960123', '+4477009001234'])
      expect((await sendLink(id, { mobileNumber })).status).toBe(400);
    expect((await sendLink(id, { mobileNumber: '+447700900123' })).status).toBe(200);
  },
  async email_max() {
    const { create, sendLink } = await allpay({ wire: { email_max: 10 } });
    const id = await create();
    expect((await sendLink(id, { emailAddress: 'a@b.cdefghi' })).status).toBe(400);
    expect((await sendLink(id, { emailAddress: 'a@b.cdefgh' })).status).toBe(200);
  },
  async default_validated() {
    const { attempt } = await allpay({ wire: { default_validated: false } });
    expect((await attempt({ validated: null })).status).toBe(400);
  },
  async create_status() {
    const { attempt, active, pending, update, call, sendLink } = await allpay({
      wire: { create_status: 201 },
    });
    const replies = [
      await attempt(),
      await active(),
      await pending(),
      await update('884120', { amount: 1 }),
      await sendLink('884120'),
      await attempt(),
      await call('delete', { paymentUrlId: '884121' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 201));
  },
  async validation_status() {
    const { attempt, send } = await allpay({ wire: { validation_status: 422 } });
    expect((await attempt({ amount: 0 })).status).toBe(422);
    expect((await attempt({ colour: 1 })).status).toBe(422);
    expect((await send('create', [])).status).toBe(422);
  },
  async bad_key_status() {
    const { send } = await allpay({ wire: { bad_key_status: 403 } });
    const { status, json } = await send('create', newLink);
    expect([status, json.statusCode]).toEqual([403, undefined]);
  },
  async forbidden_status() {
    const { attempt, call } = await allpay({ wire: { forbidden_status: 404 } });
    expect((await attempt({ organisationId: '1' })).status).toBe(404);
    expect((await call('list_pending', { organisationPersonId: '1' })).status).toBe(404);
  },
  async not_found_status() {
    const { call } = await allpay({ wire: { not_found_status: 400 } });
    expect((await call('delete', { paymentUrlId: '1' })).status).toBe(400);
    expect((await call('send', { ...newMessage, paymentLink: 'x' })).status).toBe(400);
  },
  async state_conflict_status() {
    const { create, sendLink, update, simulator } = await allpay({ wire: { state_conflict_status: 400 } });
    const link = await create();
    simulator.act({ action: 'pay', link });
    expect([(await sendLink(link)).status, (await update(link, { amount: 1 })).status]).toEqual([400, 400]);
  },
  async created_in() {
    const { create, entry, update, clock, active } = await allpay({ wire: { created_in: 'active' } });
    const id = await create();
    expect(entry(id)).toMatchObject({ state: 'active', status: 151, messages: [] });
    expect((await update(id, { amount: 1 })).status).toBe(409);
    clock.at += 60_000;
    expect((await active()).json).toMatchObject([{ paymentUrlId: id, status: 151 }]);
  },
  async open_moves_to_active() {
    const { create, entry, look, submit, sendLink } = await allpay({ wire: { open_moves_to_active: false } });
    const [id, sent] = [await create(), await create()];
    await look(id);
    expect(entry(id)).toMatchObject({ state: 'pending', status: null });
    await submit(id, { action: 'partial', amount: '1' });
    expect(entry(id)).toMatchObject({ state: 'partly_paid', status: 155 });
    await sendLink(sent);
    await look(sent);
    expect(entry(sent).status).toBe(152);
  },
  async paid_links_listed() {
    const { create, clock, active, pending, simulator } = await allpay({
      wire: { paid_links_listed: false },
    });
    const link = await create();
    clock.at += 60_000;
    simulator.act({ action: 'partial', link, amount: 1 });
    expect((await active()).json).toHaveLength(1);
    simulator.act({ action: 'pay', link });
    expect([(await active()).json, (await pending()).json]).toEqual([[], []]);
  },
  async send_sets_status() {
    const { create, entry, sendLink, simulator } = await allpay({ wire: { send_sets_status: 154 } });
    const id = await create();
    await sendLink(id);
    expect(entry(id)).toMatchObject({ state: 'active', status: 154 });
    simulator.act({ action: 'open', link: id });
    await sendLink(id);
    expect(entry(id).status).toBe(152);
  },
  async list_lag_seconds() {
    const { create, clock, pending } = await allpay({ wire: { list_lag_seconds: 0 } });
    await create();
    expect((await pending()).json).toHaveLength(1);
    clock.at += 1000;
    expect((await pending()).json).toHaveLength(1);
  },
};

const keys = Object.keys(defaultWire).filter((key) => !apart.includes(key));

test.each(keys)('wire.%s', async (key) => {
  const run = cases[key];
  if (!run) throw new Error(`no test for wire.${key}`);
  await run();
});
