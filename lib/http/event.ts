import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Caller } from './auth.ts';

/** What the HTTP API gives to a function: payload format 2.0; and, once it is known, who calls. */
export type ApiEvent = APIGatewayProxyEventV2 & { caller?: Caller };

export type ApiResult = APIGatewayProxyStructuredResultV2;

/** The gateway's id of the request: in its access log, in our log, in `Request-Id` and in every problem. */
export function requestIdOf(event: ApiEvent): string {
  return event.requestContext.requestId;
}
