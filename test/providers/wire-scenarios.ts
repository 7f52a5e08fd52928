import type { CreatedProviderLink, NewProviderLink } from '../../lib/providers/contract.ts';
import { ProviderError } from '../../lib/providers/errors.ts';
import type { AllpaySimulator } from '../../local/providers/allpay/index.ts';
import { fixtures as felloh } from '../../local/providers/felloh/fixtures.ts';
import type { FellohSimulator } from '../../local/providers/felloh/index.ts';
import type { FortisSimulator } from '../../local/providers/fortis/index.ts';
import type { PaypointSimulator } from '../../local/providers/paypoint/index.ts';
import type { SmarterpaySimulator } from '../../local/providers/smarterpay/index.ts';
import { fileOf } from '../support/batch-file.ts';
import { numbered, type Rig, type Simulator } from './harness.ts';
import { onPage } from './smarterpay-harness.ts';

/** Runs one thing and keeps what came of it; what fails is kept by its kind, and nothing else stops. */
export type Step = (name: string, work: () => Promise<unknown> | undefined) => Promise<unknown>;
export type Scenario<Sim extends Simulator> = (rig: Rig<Sim>, step: Step) => Promise<void>;

/** A step that keeps outcomes in a list. */
export function keepingIn(outcomes: [string, unknown][]): Step {
  return async (name, work) => {
    const outcome = await Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        if (error instanceof ProviderError) return { failed: error.kind };
        throw error;
      });
    outcomes.push([name, outcome]);
    return outcome;
  };
}

const lost: CreatedProviderLink = { providerLinkId: null, providerUrl: 'https://lost.example.com/' };

async function create(rig: Rig<Simulator>, step: Step, input: NewProviderLink): Promise<CreatedProviderLink> {
  let made = lost;
  await step('create', async () => {
    made = await rig.provider.createLink(input, rig.call());
    return made;
  });
  return made;
}

/** Every operation of allpay, each with every field that it has. */
export const allpayScenario: Scenario<AllpaySimulator> = async (rig, step) => {
  const { provider, clock, input, call, ref } = rig;
  const first = ref(await create(rig, step, input));
  const { validateAccount: _, ...unsaid } = numbered(input, 1);
  const options = { payment_reference_number: '9826001234567890123' };
  const other = { ...unsaid, createdBy: 'agent-17-of-many', options };
  const second = ref(await create(rig, step, other), other);
  clock.advance(61_000);
  await step('fetch', () => provider.fetchLink?.(first, call()));
  const changes = {
    key: 'k',
    money: { amount: 101, currency: 'GBP' },
    customer: { name: 'Mary Ann Somerville', reference: 'TEN1' },
    validateAccount: true,
    options: { client_code: 'RENT' },
  };
  await step('update', () => provider.updateLink?.(first, changes, call()));
  await step('delete', () => provider.deleteLink?.(second, call()));
  for (const channels of [['email'], ['sms'], ['sms', 'email']] as const) {
    await step('send', () => provider.sendLink?.(first, { channels, customer: input.customer }, call()));
  }
  await step('sweep', () => provider.sweep?.({ openSince: 0 }, call()));
};

export const fellohScenario: Scenario<FellohSimulator> = async (rig, step) => {
  const { provider, sim, clock, input, call, ref, wanted } = rig;
  const first = await create(rig, step, input);
  const second = ref(await create(rig, step, { ...input, money: { amount: 700, currency: 'EUR' } }));
  clock.advance(11_000);
  const filter = { keyword: 'Byron', createdFrom: clock.now() - 60_000, createdTo: clock.now() };
  await step('list', () => provider.listLinks?.({ ...filter, bookingExists: true }, call()));
  await step('find', () => provider.findByReference?.(wanted(input), call()));
  await step('assign', () => provider.assignLink?.(ref(first), { id: felloh.booking.id }, call()));
  sim.act({ action: 'pay', link: first.providerUrl, method: 'open_banking' });
  await step('fetch', () => provider.fetchLink?.(ref(first), call()));
  await step('list of payments', () => provider.listLinks?.({}, call()));
  await step('delete', () => provider.deleteLink?.(second, call()));
};

export const fortisScenario: Scenario<FortisSimulator> = async (rig, step) => {
  const { provider, sim, clock, input, call, ref, wanted } = rig;
  const first = await create(rig, step, input);
  const second = ref(await create(rig, step, { ...numbered(input, 1), sendBy: ['email'] }));
  clock.advance(6000);
  await step('list', () => provider.listLinks?.({ sort: '-created_at' }, call()));
  await step('long list', () => provider.listLinks?.({ pageSize: 1000 }, call()));
  await step('find', () => provider.findByReference?.(wanted(input), call()));
  const changes = { key: 'k', money: { amount: 101, currency: 'USD' }, expiresAt: input.expiresAt };
  await step('update', () => provider.updateLink?.(second, changes, call()));
  sim.act({ action: 'pay', link: first.providerUrl, method: 'bank' });
  await step('fetch', () => provider.fetchLink?.(ref(first), call()));
  await step('delete', () => provider.deleteLink?.(second, call()));
};

export const paypointScenario: Scenario<PaypointSimulator> = async (rig, step) => {
  const { provider, sim, clock, input, call, ref, wanted } = rig;
  const full = { ...input, options: { title: 'Dr', passphrase: 'marigold' } };
  const first = await create(rig, step, full);
  /** Whatever it was told to be called. */
  const act = (action: string, amount?: number) => {
    const [link] = sim.ledger();
    if (link) sim.act({ action, link: link.id, ...(amount !== undefined && { amount }) });
  };
  clock.advance(31_000);
  const filters = {
    client_transaction_ref: input.reference,
    account_reference: 'ACC-204417',
    amount: '4250',
    mobile_number: '+447700900123',
    email_address: 'ada@example.com',
    customer_name: 'Byron',
  };
  await step('list', () => provider.listLinks?.({ filters }, call()));
  const later = { keyword: 'Byron', createdFrom: clock.now() };
  await step('list of a day', () => provider.listLinks?.(later, call()));
  await step('list by status', () => provider.listLinks?.({ filters: { status: 'Sent' } }, call()));
  await step('fetch by id', () => provider.fetchLink?.({ ...ref(first), reference: 'another' }, call()));
  await step('find', () => provider.findByReference?.(wanted(input), call()));
  act('partial', 1001);
  await step('part paid', () => provider.fetchLink?.(ref(first), call()));
  act('pay');
  await step('paid', () => provider.fetchLink?.(ref(first), call()));
  const second = ref(await create(rig, step, numbered(full, 1)));
  clock.advance(31_000);
  await step('cancel', () => provider.cancelLink?.(second, call()));
  for (const [n, sendBy] of ([['sms'], ['email'], ['sms', 'email']] as const).entries()) {
    await create(rig, step, { ...numbered(input, 5 + n), sendBy });
    // Of one second they would come in the order of their random ids.
    clock.advance(2_000);
  }
  clock.advance(31_000);
  await step('list by status', () => provider.listLinks?.({ filters: { status: 'Sent' } }, call()));
  const { batches } = provider;
  if (!batches) return;
  let place = { batchId: 'none', uploadUrl: sim.url };
  await step('batch', async () => {
    place = await batches.request('march.csv', call());
  });
  const rows = [numbered(full, 1), numbered(full, 2)];
  await step('upload', () => batches.upload(place.uploadUrl, fileOf(batches, rows, call().account), call()));
  await step('confirm', () => batches.confirm(place.batchId, call()));
  clock.advance(2000);
  await step('batch status', () => batches.fetch(place.batchId, call()));
  await step('batches', () => batches.list(1, call()));
  await step('failures', () => batches.failures(place.batchId, call()));
};

export const smarterpayScenario: Scenario<SmarterpaySimulator> = async (rig, step) => {
  const { provider, clock, input, call, ref, wanted } = rig;
  const kinds = [onPage.single, onPage.mandate, onPage.schedule, onPage.validation];
  for (const [n, options] of kinds.entries()) {
    const each = { ...numbered(input, n), options };
    const made = await create(rig, step, each);
    clock.advance(6000);
    await step('fetch', () => provider.fetchLink?.(ref(made, each), call()));
    await step('find', () => provider.findByReference?.(wanted(each), call()));
    if (n === 0)
      await step('update', () => provider.updateLink?.(ref(made), { key: 'k', metadata: {} }, call()));
    if (n === 3) await step('cancel', () => provider.cancelLink?.(ref(made, each), call()));
  }
  await step('list', () => provider.listLinks?.({}, call()));
};
