import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { log } from '../log.ts';
import { type Page, type PageResult, pageResult, redirectResult } from './document.ts';
import { failedPage, unknownPage } from './fixed-pages.ts';
import { english } from './texts.en.ts';

export interface PageRequest {
  /** `undefined` where the path holds nothing that could be a code. */
  code: string | undefined;
  outcome: string | undefined;
  query: Readonly<Record<string, string | undefined>>;
  /** What a form of ours, or a mailbox's *unsubscribe*, has sent. */
  form: Readonly<Record<string, string | undefined>>;
}

/** `undefined`: there is no such link. `about` names the link for the log. */
export type PageAnswer =
  | (({ page: Page } | { redirectTo: string }) & { about?: { org: string; id: string } })
  | undefined;

export type PageHandler = (event: APIGatewayProxyEventV2) => Promise<PageResult>;

/**
 * The way from HTTP to a payer's page. `name` is the route as it is written: a code or a url is never logged.
 * A payer meets no problem document: whatever is thrown becomes a page that says so.
 */
export function pageEndpoint(name: string, work: (request: PageRequest) => Promise<PageAnswer>): PageHandler {
  return async (event) => {
    const started = Date.now();
    const { requestId, http } = event.requestContext;
    const { result, about } = await answered(requestOf(event), work).catch((error: unknown) => {
      log.error('REQUEST_FAILED', { route: name, requestId, problem: 'internal' }, error);
      return { result: pageResult(failedPage(english, requestId), english), about: undefined };
    });
    const { statusCode: status } = result;
    log.info('REQUEST', {
      route: name,
      requestId,
      status,
      ms: Date.now() - started,
      org: about?.org,
      linkId: about?.id,
    });
    const { body, ...head } = { ...result, headers: { ...result.headers, 'request-id': requestId } };
    return http.method === 'HEAD' || body === undefined ? head : { ...head, body };
  };
}

async function answered(request: PageRequest, work: (request: PageRequest) => Promise<PageAnswer>) {
  const answer = await work(request);
  if (!answer) return { result: pageResult(unknownPage(english), english), about: undefined };
  const result = 'page' in answer ? pageResult(answer.page, english) : redirectResult(answer.redirectTo);
  return { result, about: answer.about };
}

function requestOf(event: APIGatewayProxyEventV2): PageRequest {
  const { pathParameters, queryStringParameters } = event;
  const code = pathParameters?.code;
  return {
    // Anything else cannot be a code (`newSecret(128)`), and the index refuses what is empty or very long.
    code: code !== undefined && /^[0-9A-Za-z]{22}$/.test(code) ? code : undefined,
    outcome: pathParameters?.outcome,
    query: queryStringParameters ?? {},
    form: formOf(event),
  };
}

/** Ours are a few characters; what is longer is none. */
const LONGEST_FORM = 2_000;
/** RFC 8058, section 3.2: a mailbox may send it as either kind of form. */
const ONE_CLICK_PART = /\bname="?List-Unsubscribe"?\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\r?\n/i;

function formOf({ body, isBase64Encoded, headers }: APIGatewayProxyEventV2): PageRequest['form'] {
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');
  if (text.length > LONGEST_FORM) return {};
  if (/^multipart\/form-data\b/i.test(headers['content-type'] ?? '')) {
    return ONE_CLICK_PART.test(text) ? { 'List-Unsubscribe': 'One-Click' } : {};
  }
  return Object.fromEntries(new URLSearchParams(text.trim()));
}
