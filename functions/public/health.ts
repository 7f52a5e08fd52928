import { healthRoute } from '../../lib/api/health.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

/** `GET /health`. */
export const handler = endpoint(healthRoute).handler(async () => ({ status: 'ok' }));
