import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { batchesPage } from './page.ts';

const SCRIPT = readFileSync(new URL('page-script.js', import.meta.url), 'utf8');

interface Options {
  /** Base url of the public API. */
  api: string;
  /** The demo organisation's; `undefined` where there is none, or none yet. */
  key(): string | undefined;
}

/**
 * The pages of batches, under `/_local/batches`, and what a link cannot ask for by itself: the API wants a header. The key stands in
 * the page, so it is given to this machine's own names alone.
 */
export function batchRoutes({ api, key }: Options): Hono {
  const app = new Hono();
  app.use(async (context, next) =>
    /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(context.req.header('host') ?? '')
      ? next()
      : context.text('This page is shown on this machine only.', 403),
  );
  const page = (context: Context, batch?: string) => {
    const known = key();
    return known === undefined
      ? context.text('There is no demo organisation here.', 404)
      : context.html(batchesPage({ key: known, ...(batch === undefined ? {} : { batch }) }));
  };
  const passedOn = async (path: string) => {
    const answer = await fetch(api + path, {
      headers: { authorization: `Bearer ${key()}` },
      redirect: 'manual',
    });
    const headers = ['location', 'content-type', 'content-disposition'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return new Response(answer.body, { status: answer.status, headers: Object.fromEntries(headers) });
  };
  app.get('/', (context) => page(context));
  app.get('/page.js', (context) =>
    context.body(SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/template.csv', (context) =>
    passedOn(`/v1/batches/template.csv?${new URL(context.req.url).searchParams}`),
  );
  app.get('/:id{[0-9A-Z]{26}}', (context) => page(context, context.req.param('id')));
  app.get('/:id{[0-9A-Z]{26}}/:report{(errors|results)\\.csv}', (context) =>
    passedOn(`/v1/batches/${context.req.param('id')}/${context.req.param('report')}`),
  );
  return app;
}
