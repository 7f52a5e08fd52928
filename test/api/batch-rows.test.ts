import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/world.ts';
import { batchSteps, fileOf, HEADER } from './batch-steps.ts';

let world: World;
let steps: ReturnType<typeof batchSteps>;
beforeAll(async () => {
  world = await startWorld();
  steps = batchSteps(world);
});
afterAll(async () => {
  steps.close();
  await world.close();
});

interface Shown {
  row: number;
  state: string;
  link_id: string | null;
}

const isDone = ({ completed_at }: { completed_at: string | null }) => completed_at !== null;

/** All pages of a list of rows, with how many there were. */
async function pagesOf(id: string, query: string): Promise<{ rows: Shown[]; pages: number }> {
  const rows: Shown[] = [];
  let pages = 0;
  for (let token: string | null = ''; token !== null; pages++) {
    const { body } = await steps.call('GET', `/${id}/rows?${query}${token && `&page_token=${token}`}`);
    rows.push(...body.data);
    token = body.next_page_token;
  }
  return { rows, pages };
}

describe('GET /v1/batches/{id}/rows', () => {
  let id: string;
  beforeAll(async () => {
    // Three chunks, of which the second has no bad row.
    id = await steps.validated(fileOf(450, (row) => row === 3 || row === 420));
  });

  it('goes through the file in its order, over the borders of chunks', async () => {
    const { rows, pages } = await pagesOf(id, 'page_size=70');
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
    expect(pages).toBe(7);
    expect((await steps.call('GET', `/${id}/rows`)).body.data).toHaveLength(50);
    expect((await steps.call('GET', `/${id}/rows?page_size=1000`)).body.data).toHaveLength(200);
  });

  it('finds those of one state, wherever they are', async () => {
    expect((await pagesOf(id, 'state=invalid&page_size=1')).rows.map(({ row }) => row)).toEqual([3, 420]);
    expect((await pagesOf(id, 'state=valid&page_size=200')).rows).toHaveLength(448);
    for (const state of ['queued', 'creating', 'link_created', 'failed', 'skipped', 'duplicate']) {
      expect(await pagesOf(id, `state=${state}`)).toEqual({ rows: [], pages: 1 });
    }
  });

  it('refuses a token of another list, and a state that there is not', async () => {
    const { body } = await steps.call('GET', `/${id}/rows?page_size=1`);
    const other = await steps.call('GET', `/${id}/rows?state=valid&page_token=${body.next_page_token}`);
    expect([other.status, other.body.code]).toEqual([400, 'page_token_invalid']);
    const wrong = await steps.call('GET', `/${id}/rows?state=done`);
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/query/state']);
  });

  it('has none of a batch without a file', async () => {
    const { id } = await steps.create();
    expect(await pagesOf(id, '')).toEqual({ rows: [], pages: 1 });
  });
});

describe('a batch that runs', () => {
  it('shows each row as its link stands, and after a cancel those that were skipped', async () => {
    const id = await steps.validated(`${fileOf(3, () => false, 'RUN')}RUN-4,much,GBP,Ada,a@example.com\r\n`);
    await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm`, body: { accept_errors: true } });
    const states = async () => (await pagesOf(id, '')).rows.map(({ state }) => state);
    expect(await states()).toEqual(['queued', 'queued', 'queued', 'invalid']);
    // The rows are handed to the workers, and their chunk is not closed.
    await steps.until(id, ({ counts }) => counts.creating === 3, ['batches']);
    expect(await states()).toEqual(['queued', 'queued', 'queued', 'invalid']);
    expect((await pagesOf(id, 'state=queued&page_size=2')).rows).toHaveLength(3);
    for (const end = Date.now() + 5_000; (await states())[0] !== 'link_created' && Date.now() < end; ) {
      await steps.deliver('rows');
    }
    const made = (await pagesOf(id, 'state=link_created')).rows;
    expect(made.length).toBeGreaterThan(0);
    for (const { row, link_id } of made) {
      const { body } = await world.ok({ method: 'GET', path: `/v1/links/${link_id}` });
      expect(body.reference).toBe(`RUN-${row}`);
    }
    await steps.until(id, isDone);
    expect(await states()).toEqual(['link_created', 'link_created', 'link_created', 'invalid']);
  });

  it('of which nothing was begun is cancelled whole: each row is skipped', async () => {
    const id = await steps.validated(fileOf(2, () => false, 'STOP'));
    await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm`, body: {} });
    const cancelled = await steps.call('POST', `/${id}/cancel`);
    expect([cancelled.status, cancelled.body.status]).toEqual([202, 'cancelled']);
    const done = await steps.until(id, isDone);
    expect(done).toMatchObject({ status: 'cancelled', counts: { skipped: 2, link_created: 0, creating: 0 } });
    expect((await pagesOf(id, 'state=skipped')).rows).toHaveLength(2);
    expect((await steps.call('POST', `/${id}/cancel`)).status).toBe(200);
  });
});

describe('reports', () => {
  const fetched = async (path: string) => {
    const answer = await steps.call('GET', path);
    expect(answer.status, answer.text).toBe(303);
    expect(answer.text).toBe('');
    const response = await fetch(answer.headers.location ?? '');
    return { text: await response.text(), saved: response.headers.get('content-disposition') };
  };

  it('are not there before they are written', async () => {
    const { id } = await steps.create();
    for (const report of ['errors.csv', 'results.csv']) {
      const answer = await steps.call('GET', `/${id}/${report}`);
      expect([answer.status, answer.body.code]).toEqual([409, 'report_not_ready']);
      expect(answer.body.retryable).toBe(true);
      expect(answer.headers['retry-after']).toBe('5');
    }
  });

  it('tell what is wrong once a file is validated, and what became of each row once it has run', async () => {
    const id = await steps.validated(
      fileOf(3, (row) => row === 2),
      { file_name: 'März.CSV', defaults: { created_by: 'a' } },
    );
    await steps.until(id, () => true);
    await expect.poll(async () => (await steps.call('GET', `/${id}/errors.csv`)).status).toBe(303);
    const errors = await fetched(`/${id}/errors.csv`);
    expect(errors.saved).toContain("filename*=UTF-8''M%C3%A4rz-errors.csv");
    expect(errors.text.split('\r\n')).toEqual([
      `${HEADER.trim()},_row,_state,_code,_field,_detail`,
      expect.stringMatching(/^INV-2,much,GBP,Ada Byron,ada@example.com,2,invalid,\w+,amount,/),
      '',
    ]);
    const early = await steps.call('GET', `/${id}/results.csv`);
    expect([early.status, early.body.code]).toEqual([409, 'report_not_ready']);
    await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm`, body: { accept_errors: true } });
    await steps.until(id, isDone);
    await expect
      .poll(async () => {
        await steps.deliver('batches');
        return (await steps.call('GET', `/${id}/results.csv`)).status;
      })
      .toBe(303);
    const results = await fetched(`/${id}/results.csv`);
    expect(results.text.split('\r\n')[1]).toMatch(
      /^1,2,link_created,INV-1,\w{27},https:\/\/pay\.example\.com\/p\//,
    );
    expect(results.text.split('\r\n')).toHaveLength(5);
  });

  it('have a header and no row where a file has no error, before and after its run', async () => {
    const id = await steps.validated(fileOf(1, () => false, 'GOOD'));
    const isWritten = async () => (await steps.call('GET', `/${id}/errors.csv`)).status === 303;
    await steps.until(id, () => true);
    expect(await isWritten()).toBe(true);
    const header = `${HEADER.trim()},_row,_state,_code,_field,_detail\r\n`;
    expect((await fetched(`/${id}/errors.csv`)).text).toBe(header);
    await world.ok({ method: 'POST', path: `/v1/batches/${id}/confirm`, body: {} });
    await steps.until(id, isDone);
    await steps.deliver('batches');
    expect((await fetched(`/${id}/errors.csv`)).text).toBe(header);
  });

  it('that never come are refused for good', async () => {
    const refused = async (id: string, report: string) => {
      const { status, body } = await steps.call('GET', `/${id}/${report}`);
      return [status, body.code, body.retryable, body.from];
    };
    const rejected = await steps.validated(`${HEADER}INV-1,1000,GBP,Ada,"ada@example.com\r\n`);
    const { id: empty } = await steps.create();
    await steps.call('POST', `/${empty}/cancel`);
    for (const report of ['errors.csv', 'results.csv']) {
      expect(await refused(rejected, report)).toEqual([409, 'conflict_state', false, 'rejected']);
      expect(await refused(empty, report)).toEqual([409, 'conflict_state', false, 'cancelled']);
    }
    const checked = await steps.validated(fileOf(2, (row) => row === 2, 'LEFT'));
    const cancelled = await steps.call('POST', `/${checked}/cancel`);
    expect(cancelled.body).toMatchObject({ status: 'cancelled', completed_at: cancelled.body.cancelled_at });
    // What was wrong with the file can still be read.
    await steps.until(checked, () => true);
    expect((await fetched(`/${checked}/errors.csv`)).text).toContain('LEFT-2,much');
    expect(await refused(checked, 'results.csv')).toEqual([409, 'conflict_state', false, 'cancelled']);
  });
});
