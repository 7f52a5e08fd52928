import { toExportBody } from '../../lib/api/export-body.ts';
import { createExportRoute, toNewExport } from '../../lib/api/exports-create.ts';
import {
  cancelExportRoute,
  getExportFileRoute,
  getExportRoute,
  listExportsRoute,
  toExportListing,
} from '../../lib/api/exports-read.ts';
import { systemClock as clock } from '../../lib/clock.ts';
import { createExport } from '../../lib/exports/create.ts';
import { exportFileUrl } from '../../lib/exports/file-url.ts';
import type { Export } from '../../lib/exports/model/export.ts';
import { cancelExport, listExports, readExport } from '../../lib/exports/read.ts';
import { fileSigner } from '../../lib/files/signer.ts';
import { byRoute } from '../../lib/http/by-route.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { exportHint as hint } from '../../lib/queues/export-hint.ts';
import { table } from '../../lib/table/client.ts';

const shown = (one: Export) => toExportBody(one, clock.now());

const create = endpoint(createExportRoute).handler(async ({ input, caller, seed }) =>
  shown(await createExport({ table: table(), clock, hint }, caller, seed, toNewExport(input.body))),
);

const list = endpoint(listExportsRoute).handler(async ({ input, caller }) => {
  const page = toExportListing(input.query);
  const { exports, nextToken } = await listExports({ table: table() }, caller.org, page);
  return { data: exports.map(shown), next_page_token: nextToken };
});

const get = endpoint(getExportRoute).handler(async ({ input, caller }) =>
  shown(await readExport(table(), caller.org, input.params.id)),
);

const cancel = endpoint(cancelExportRoute).handler(async ({ input, caller }) =>
  shown(await cancelExport({ table: table(), clock }, caller, input.params.id)),
);

const file = endpoint(getExportFileRoute).handler(async ({ input, caller }) =>
  exportFileUrl({ table: table(), clock, signer: fileSigner() }, caller.org, input.params.id),
);

/** `/v1/exports`: create and list; `/{id}`: read; `/cancel`, and `/file`, which leads to the storage for five minutes. */
export const handler = byRoute(
  [createExportRoute, create],
  [listExportsRoute, list],
  [getExportRoute, get],
  [cancelExportRoute, cancel],
  [getExportFileRoute, file],
);
