import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';

const HealthBody = z.object({ status: z.literal('ok') });
type HealthBody = z.infer<typeof HealthBody>;

export const healthRoute: Route<object, object, object, HealthBody> = {
  ...noInput,
  id: 'health',
  method: 'GET',
  path: '/health',
  tag: 'Service',
  summary: 'Whether the service answers',
  scope: 'public',
  returns: { statuses: { 200: 'It does.' }, body: HealthBody },
};
