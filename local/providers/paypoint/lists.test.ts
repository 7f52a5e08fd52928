import { expect, test } from 'vitest';
import { newLink, paypoint, second } from './test-client.ts';

const ada = newLink.Customer;

test('each filter by itself, and all joined by and', async () => {
  const { clock, create, list, simulator } = await paypoint();
  const one = await create();
  const two = await create({
    Amount: 10,
    AccountReference: 'ACC-2',
    Customer: {
      ...ada,
      FirstName: 'Mary Ann',
      LastName: 'Lee',
      MobileNumber: '07700900456',
      EmailAddress: 'Mary@Example.com',
    },
  });
  const three = await create({ Amount: 10.1, Customer: { ...ada, EmailAddress: undefined } });
  simulator.act({ action: 'partial', link: three.id, amount: 5 });
  clock.at += 30 * second;
  const found = async (query: string) =>
    (await list(query)).map(({ RequestId }: { RequestId: string }) => RequestId);
  const { id: first } = one;
  const { id: other } = two;
  const { id: last } = three;
  expect(await found(`RequestId=${other}`)).toEqual([other]);
  expect(await found('ClientTransactionRef=REF-1')).toEqual([first]);
  expect(await found('ClientTransactionRef=ref-1')).toEqual([]);
  expect(await found('AccountReference=ACC-204417')).toEqual([first, last]);
  expect(await found('Amount=10')).toEqual([other]);
  expect(await found('Amount=10.00')).toEqual([other]);
  expect(await found('Amount=10000000000')).toEqual([]);
  expect(await found('MobileNumber=07700900456')).toEqual([other]);
  expect(await found('EmailAddress=mary%40example.COM')).toEqual([other]);
  expect(await found('Status=created')).toEqual([first, other]);
  expect(await found('Status=PARTPAID')).toEqual([last]);
  expect(await found('CustomerName=y%20ann%20l')).toEqual([other]);
  expect(await found('CustomerName=BYR')).toEqual([first, last]);
  expect(await found('CustomerName=ada&Amount=42.5&Status=Created')).toEqual([first]);
  expect(await found('CustomerName=ada&Amount=10')).toEqual([]);
  expect((await list(`RequestId=${last}`))[0]).toMatchObject({ Status: 'PartPaid', AmountPaid: 0.05 });
});

test('at least one parameter, known, once, not empty, of its type', async () => {
  const { refused } = await paypoint();
  expect(await refused('GET', '/requests')).toEqual([400, '']);
  expect(await refused('GET', '/requests?PageNumber=1')).toEqual([400, 'PageNumber']);
  expect(await refused('GET', '/requests?status=Paid&Amount=1')).toEqual([400, 'status']);
  expect(await refused('GET', '/requests?Status=Paid&Status=Sent')).toEqual([400, 'Status']);
  expect(await refused('GET', '/requests?CustomerName=')).toEqual([400, 'CustomerName']);
  for (const amount of ['ten', '1.005', '1,00', '%201'])
    expect(await refused('GET', `/requests?Amount=${amount}`)).toEqual([400, 'Amount']);
  expect(await refused('GET', '/requests?Amount=1')).toEqual([200]);
});

test('a new request appears when the lag is over; one that vanished is in no answer', async () => {
  const { clock, create, list, simulator, cancel } = await paypoint();
  const { id, json } = await create();
  const query = `ClientTransactionRef=${json.ClientTransactionRef}`;
  clock.at += 30 * second - 1;
  expect(await list(query)).toEqual([]);
  simulator.configure({ list_lag_seconds: 0 });
  expect(await list(query)).toHaveLength(1);
  simulator.configure({ list_lag_seconds: null });
  expect(await list(query)).toEqual([]);
  // What has a lag is only the list.
  expect((await cancel(id)).status).toBe(200);
  clock.at += 1;
  expect(await list(query)).toMatchObject([{ Status: 'Cancelled' }]);
  simulator.act({ action: 'delete', link: id });
  expect(await list(query)).toEqual([]);
  expect(simulator.ledger()).toMatchObject([{ state: 'deleted', status: 'Cancelled' }]);
});
