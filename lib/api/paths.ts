/**
 * Every path of the API and its methods. A plain table without schemas, so that the function which answers everything
 * else stays small; a test holds it against the routes and against what is deployed.
 */
export const PATHS: Readonly<Record<string, readonly string[]>> = {
  '/v1/links': ['GET', 'POST'],
  '/v1/links/{id}': ['DELETE', 'GET', 'PATCH'],
  '/v1/links/{id}/cancel': ['POST'],
  '/v1/links/{id}/send': ['POST'],
  '/v1/links/{id}/assign': ['POST'],
  '/v1/links/{id}/external_payments': ['POST'],
  '/v1/links/{id}/refresh': ['POST'],
  '/v1/links/{id}/supersede': ['POST'],
  '/v1/links/{id}/retry': ['POST'],
  '/v1/links/{id}/resolve': ['POST'],
  '/v1/links/{id}/events': ['GET'],
  '/v1/links/{id}/messages': ['GET'],
  '/v1/links/{id}/reminders': ['GET', 'PUT'],
  '/v1/links/{id}/reminders/pause': ['POST'],
  '/v1/links/{id}/reminders/resume': ['POST'],
  '/v1/links/{id}/qr.svg': ['GET'],
  '/v1/batches': ['GET', 'POST'],
  // Before the path that would take it for an id.
  '/v1/batches/template.csv': ['GET'],
  '/v1/batches/{id}': ['GET'],
  '/v1/batches/{id}/confirm_upload': ['POST'],
  '/v1/batches/{id}/confirm': ['POST'],
  '/v1/batches/{id}/cancel': ['POST'],
  '/v1/batches/{id}/retry': ['POST'],
  '/v1/batches/{id}/rows': ['GET'],
  '/v1/batches/{id}/errors.csv': ['GET'],
  '/v1/batches/{id}/results.csv': ['GET'],
  '/v1/batches/{id}/events': ['GET'],
  '/v1/exports': ['GET', 'POST'],
  '/v1/exports/{id}': ['GET'],
  '/v1/exports/{id}/cancel': ['POST'],
  '/v1/exports/{id}/file': ['GET'],
  '/v1/suppressions': ['GET', 'POST'],
  '/v1/suppressions/{id}': ['DELETE', 'GET'],
  '/v1/events': ['GET'],
  '/v1/webhook_endpoints': ['GET', 'POST'],
  '/v1/webhook_endpoints/{id}': ['DELETE', 'GET', 'PATCH'],
  '/v1/webhook_endpoints/{id}/rotate_secret': ['POST'],
  '/v1/webhook_endpoints/{id}/test': ['POST'],
  '/v1/webhook_endpoints/{id}/deliveries': ['GET'],
  '/v1/webhook_endpoints/{id}/replay': ['POST'],
  '/v1/webhook_deliveries/{id}/replay': ['POST'],
  '/v1/connections': ['GET'],
  '/v1/connections/{id}': ['DELETE', 'GET', 'PUT'],
  '/v1/connections/{id}/links': ['GET'],
  '/v1/connections/{id}/check': ['POST'],
  '/v1/connections/{id}/rotate_notification_url': ['POST'],
  '/v1/providers': ['GET'],
  '/v1/organisation': ['GET', 'PATCH'],
  '/v1/organisation/wording': ['GET'],
  '/v1/organisation/wording/preview': ['POST'],
  '/v1/organisation/wording/{language}': ['DELETE', 'GET', 'PUT'],
  '/v1/api_keys': ['GET', 'POST'],
  '/v1/api_keys/{id}': ['DELETE'],
  '/hooks/{token}': ['POST'],
  '/health': ['GET'],
  '/openapi.json': ['GET'],
  '/docs': ['GET'],
  '/p/{code}': ['GET', 'HEAD', 'POST'],
  '/p/{code}/stop': ['GET', 'HEAD', 'POST'],
  '/p/{code}/renew': ['GET', 'HEAD', 'POST'],
  '/p/{code}/back/{outcome}': ['GET'],
};

/** The methods of a path as it was sent, or `undefined` when there is no such path. */
export function methodsOf(path: string): readonly string[] | undefined {
  const template = Object.keys(PATHS).find((known) => pattern(known).test(path));
  return template === undefined ? undefined : PATHS[template];
}

function pattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
