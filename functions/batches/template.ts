import { getTemplateRoute, unknownProvider } from '../../lib/api/batches-read.ts';
import { templateCsv } from '../../lib/batches/columns/template.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

/** `GET /v1/batches/template.csv`. A file to begin with. */
export const handler = endpoint(getTemplateRoute).handler(async ({ input }) => {
  const csv = templateCsv(input.query.provider);
  if (csv === undefined) throw unknownProvider();
  return csv;
});
