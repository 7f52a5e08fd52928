import { describe, expect, test } from 'vitest';
import { blob, csv, header, line, paypoint, second, start } from './test-client.ts';

const unknownId = '11111111-2222-4333-8444-555555555555';

describe('the upload', () => {
  test('takes the file with the blob store’s headers and nothing else', async () => {
    const { put, newBatch, simulator } = await paypoint();
    const { upload } = await newBatch();
    const leak = { ...blob, 'ocp-apim-subscription-key': simulator.fixtures.subscriptionKey };
    const { 'x-ms-blob-type': _, ...untyped } = blob;
    const { 'content-type': __, ...unmedia } = blob;
    const cases: [Record<string, string>, number, string][] = [
      [leak, 400, 'InvalidHeaderValue'],
      [{ ...blob, 'x-api-key': 'k' }, 400, 'InvalidHeaderValue'],
      [untyped, 400, 'MissingRequiredHeader'],
      [{ ...blob, 'x-ms-blob-type': 'PageBlob' }, 400, 'InvalidHeaderValue'],
      [{ ...blob, 'content-type': 'application/json' }, 400, 'InvalidHeaderValue'],
      [unmedia, 400, 'InvalidHeaderValue'],
    ];
    for (const [headers, status, code] of cases) {
      const refused = await put(upload, csv(line('R1')), headers);
      expect([refused.status, refused.text]).toEqual([
        status,
        expect.stringContaining(`<Error><Code>${code}</Code>`),
      ]);
      expect(refused.headers.get('content-type')).toBe('application/xml');
    }
    expect(simulator.batches()[0]?.state).toBe('waiting');
    expect((await put(upload, csv(line('R1')))).status).toBe(201);
  });

  test('only at its own url, until that ends, or until the file is confirmed', async () => {
    const { clock, put, newBatch, confirm } = await paypoint();
    const [one, two] = [await newBatch(), await newBatch()];
    const status = async (url: string) => (await put(url, csv(line('R1')))).status;
    for (const url of [
      one.upload.replace(one.id, two.id),
      one.upload.replace(one.id, unknownId),
      one.upload.replace('se=2026', 'se=2036'),
      one.upload.replace('sp=cw', 'sp=rcw'),
      `${one.upload}x`,
      one.upload.split('?')[0] ?? '',
    ])
      expect([url, await status(url)]).toEqual([url, 403]);
    clock.at = (Math.floor(start / second) + 3600) * second - 1;
    expect([await status(one.upload), await status(one.upload)]).toEqual([201, 201]);
    await confirm(one.id);
    expect(await status(one.upload)).toBe(403);
    clock.at += 1;
    const late = await put(two.upload, csv(line('R1')));
    expect([late.status, late.text]).toEqual([403, expect.stringContaining('AuthenticationFailed')]);
  });

  test('a second one replaces the first', async () => {
    const { clock, put, newBatch, confirm, simulator } = await paypoint();
    const { id, upload } = await newBatch();
    await put(upload, csv(line('R1'), line('R2')));
    await put(upload, csv(line('R3')));
    await confirm(id);
    clock.at += 2 * second;
    expect(simulator.ledger().map(({ reference }) => reference)).toEqual(['R3']);
  });
});

describe('the work', () => {
  test('begins with the confirmation and takes two seconds', async () => {
    const { clock, call, put, newBatch, confirm, simulator } = await paypoint();
    const { id, upload } = await newBatch();
    const status = async () => (await call('GET', `/batches/${id}`)).json;
    const early = await confirm(id);
    expect([early.status, early.json.Errors]).toEqual([409, []]);
    expect(await status()).toMatchObject({ Status: 'AwaitingUpload', TotalRecords: 0, ConfirmedAt: null });
    await put(upload, csv(line('R1', '42.50', 'Sms'), line('R2')));
    expect(await status()).toMatchObject({ Status: 'Uploaded' });
    expect(simulator.nextAt()).toBeUndefined();
    expect((await confirm(id)).json.Status).toBe('Processing');
    expect(await status()).toMatchObject({ Status: 'Processing', TotalRecords: 2, ProcessedRecords: 0 });
    expect((await call('GET', `/batches/${id}/failures`)).status).toBe(409);
    expect(simulator.nextAt()).toBe(start + 2 * second);
    clock.at += 2 * second - 1;
    await simulator.runDue();
    expect([simulator.ledger().length, (await confirm(id)).json.Status]).toEqual([0, 'Processing']);
    clock.at += 5 * second;
    await simulator.runDue();
    await simulator.drained();
    expect(simulator.nextAt()).toBeUndefined();
    expect(await status()).toMatchObject({
      Status: 'Completed',
      TotalRecords: 2,
      ProcessedRecords: 2,
      FailedCount: 0,
      CompletedAt: '2026-03-02T09:15:06Z',
    });
    const again = await confirm(id);
    expect([again.status, again.json]).toEqual([200, { BatchId: id, Status: 'Completed' }]);
    expect((await call('GET', `/batches/${id}/failures`)).json.FailedRecords).toEqual([]);
    expect(simulator.ledger()).toMatchObject([
      { reference: 'R1', amount: 4250, status: 'Sent', batch_id: id, messages: [{ channel: 'sms' }] },
      {
        reference: 'R2',
        status: 'Created',
        batch_id: id,
        created_at: '2026-03-02T09:15:06.377Z',
        messages: [],
      },
    ]);
  });

  test('a good line is a request like any other', async () => {
    const { clock, batchOf, list, raw, simulator } = await paypoint();
    const id = await batchOf('R1,1,ACC,"Say ""hello"",\r\nthen pay",word,Dr,Ada,Byron,07700900123,,');
    clock.at += 32 * second;
    const [link] = await list('ClientTransactionRef=R1');
    expect(link).toMatchObject({
      BatchId: id,
      Amount: 1,
      Reason: 'Say "hello",\r\nthen pay',
      SendMethod: 'Sms',
      Customer: { Title: 'Dr', EmailAddress: null },
    });
    expect((await raw('GET', link.LongUrl)).text).toContain('Passphrase');
    expect(simulator.ledger()[0]?.has_passphrase).toBe(true);
  });

  test('a failed line creates nothing, says why, and leaves its reference free', async () => {
    const { clock, create, batchOf, call, simulator } = await paypoint();
    await create({ ClientTransactionRef: 'TAKEN' });
    const id = await batchOf(
      line('GOOD'),
      line('GOOD'),
      line('TAKEN'),
      ',42.50,ACC,x,,,Ada,Byron,07700900123,,None',
      line('AMOUNT', '1.005'),
      'PHONE,1.00,ACC,x,,,Ada,Byron,+447700900123,,None',
      'MANY,1.00,ACC,,,,,,07700900123,,Email',
      'SHORT,1.00',
      '',
      line('SEND', '1.00', 'sms'),
    );
    clock.at += 2 * second;
    const { json } = await call('GET', `/batches/${id}/failures`);
    expect(
      json.FailedRecords.map((one: Record<string, unknown>) => [
        one.LineNumber,
        one.ClientTransactionRef,
        one.Reason,
      ]),
    ).toEqual([
      [3, 'GOOD', 'ClientTransactionRef has been used already'],
      [4, 'TAKEN', 'ClientTransactionRef has been used already'],
      [5, null, 'ClientTransactionRef is required'],
      [6, 'AMOUNT', 'Amount must have at most 2 decimals'],
      [7, 'PHONE', 'MobileNumber is not a UK mobile number'],
      [
        8,
        'MANY',
        'FirstName is required; LastName is required; Reason or a passphrase is required; EmailAddress is required to send an email',
      ],
      [9, 'SHORT', 'The line has 2 values, not 11'],
      [10, null, 'The line has 1 values, not 11'],
      [11, 'SEND', 'SendMethod must be one of None, Sms, Email, Both'],
    ]);
    expect((await call('GET', `/batches/${id}`)).json).toMatchObject({
      Status: 'CompletedWithErrors',
      TotalRecords: 10,
      ProcessedRecords: 10,
      FailedCount: 9,
    });
    await batchOf(line('PHONE'), line('AMOUNT', '1.5'));
    clock.at += 2 * second;
    expect(simulator.ledger().map(({ reference }) => reference)).toEqual([
      'TAKEN',
      'GOOD',
      'PHONE',
      'AMOUNT',
    ]);
    expect(simulator.batches().map(({ state }) => state)).toEqual(['done_with_errors', 'done']);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, unknown>?]>([
    ['empty', ''],
    ['only a header', csv()],
    ['without a header', `${line('R1')}\r\n`],
    ['another header', csv(line('R1')).replace('Amount', 'amount')],
    ['columns in another order', csv(line('R1')).replace('Title,FirstName', 'FirstName,Title')],
    ['a byte order mark', `\uFEFF${csv(line('R1'))}`],
    ['not UTF-8', Uint8Array.from(Buffer.from(csv(line('R1')).replace('Ada', 'Zoë'), 'latin1'))],
    ['line feeds alone', csv(line('R1')).replaceAll('\r\n', '\n')],
    ['a stray quote', csv(line('R1').replace('Ada', 'A"da'))],
    ['a quote that never ends', csv(line('R1').replace('Ada', '"Ada'))],
    ['too many lines', csv(line('R1'), line('R2')), { batch_max_rows: 1 }],
    ['too many bytes', csv(line('R1')), { batch_max_bytes: 200 }],
  ])('a file that is %s fails as a whole', async (_name, file, wire = {}) => {
    const { clock, call, put, newBatch, confirm, simulator } = await paypoint({ wire });
    const { id, upload } = await newBatch();
    expect((await put(upload, file)).status).toBe(201);
    await confirm(id);
    clock.at += 2 * second;
    expect((await call('GET', `/batches/${id}`)).json).toMatchObject({
      Status: 'Failed',
      TotalRecords: 0,
      ProcessedRecords: 0,
      FailedCount: 0,
    });
    expect((await call('GET', `/batches/${id}/failures`)).json.FailedRecords).toEqual([]);
    expect(simulator.ledger()).toEqual([]);
  });

  test('ten thousand lines of ten mebibytes are taken', async () => {
    const { clock, put, newBatch, confirm, simulator } = await paypoint();
    const { id, upload } = await newBatch();
    const lines = Array.from({ length: 10_000 }, (_, index) => line(`R${index}`));
    const file = csv(...lines);
    const padded = Buffer.concat([
      Buffer.from(file),
      Buffer.alloc(10_485_760 - Buffer.byteLength(file), 'x'),
    ]);
    expect((await put(upload, Uint8Array.from(padded))).status).toBe(201);
    await put(upload, file);
    await confirm(id);
    clock.at += 2 * second;
    expect(simulator.ledger()).toHaveLength(10_000);
    expect((await put(upload, Uint8Array.from(Buffer.alloc(12 * 1024 * 1024)))).status).toBe(413);
  });
});

describe('batches', () => {
  test('refuse wrong fields and unknown ids', async () => {
    const { refused, newBatch } = await paypoint();
    expect(await refused('POST', '/batches', {})).toEqual([400, 'FileName']);
    for (const FileName of ['', 'x'.repeat(101), 1, null])
      expect(await refused('POST', '/batches', { FileName })).toEqual([400, 'FileName']);
    expect(await refused('POST', '/batches', { FileName: 'x', Rows: 1 })).toEqual([400, 'Rows']);
    const path = `/batches/${unknownId}`;
    expect(await refused('GET', path)).toEqual([404]);
    expect(await refused('GET', `${path}/failures`)).toEqual([404]);
    expect(await refused('POST', `${path}/confirm`, { BatchId: 'x' })).toEqual([404]);
    expect(await refused('POST', `${path}/confirm`, { BatchId: 1 })).toEqual([400, 'BatchId']);
    expect(await refused('POST', `${path}/confirm`, {})).toEqual([400, 'BatchId']);
    const { id } = await newBatch();
    expect(await refused('POST', `/batches/${id}/confirm`, { BatchId: unknownId })).toEqual([400, 'BatchId']);
    expect(await refused('POST', `/batches/${id}/confirm`, { BatchId: id.toUpperCase() })).toEqual([409]);
  });

  test('are listed by page, newest first', async () => {
    const { call, newBatch, refused } = await paypoint();
    const ids: string[] = [];
    for (let n = 0; n < 51; n += 1) ids.unshift((await newBatch(`${n}.csv`)).id);
    const page = async (number: number) => (await call('GET', `/batches?PageNumber=${number}`)).json;
    const [first, second, third] = [await page(1), await page(2), await page(3)];
    expect([...first.Batches, ...second.Batches].map(({ BatchId }) => BatchId)).toEqual(ids);
    expect([first.PageSize, first.Batches.length, second.PageNumber]).toEqual([50, 50, 2]);
    expect(third).toEqual({ PageNumber: 3, PageSize: 50, Batches: [] });
    for (const query of [
      '',
      '?PageNumber=0',
      '?PageNumber=-1',
      '?PageNumber=1.5',
      '?PageNumber=x',
      '?PageNumber=',
    ])
      expect(await refused('GET', `/batches${query}`)).toEqual([400, 'PageNumber']);
    expect(await refused('GET', '/batches?PageNumber=1&PageSize=5')).toEqual([400, 'PageSize']);
    expect(header.split(',')).toHaveLength(11);
  });
});
