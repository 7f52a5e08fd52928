import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';
import { elements } from './xml.ts';

export interface CorsRule {
  origins: string[];
  methods: string[];
  headers: string[];
  exposed: string[];
  maxAgeSeconds?: number;
}

export function readCorsRules(xml: string): CorsRule[] {
  const rules = elements(xml, 'CORSRule').map((rule) => {
    const age = elements(rule, 'MaxAgeSeconds')[0];
    return {
      origins: elements(rule, 'AllowedOrigin'),
      methods: elements(rule, 'AllowedMethod'),
      headers: elements(rule, 'AllowedHeader'),
      exposed: elements(rule, 'ExposeHeader'),
      ...(age !== undefined && { maxAgeSeconds: Number(age) }),
    };
  });
  const known = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
  const valid = (rule: CorsRule) => rule.origins.length > 0 && rule.methods.length > 0;
  if (rules.length === 0 || !rules.every(valid))
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
  if (!rules.every(({ methods }) => methods.every((method) => known.includes(method))))
    throw new AwsError('InvalidRequest', 'Found unsupported HTTP method in CORS config.');
  return rules;
}

/** Headers for an answer to another origin; none when no rule allows it, so that the browser withholds the answer. */
export function corsHeaders(rules: readonly CorsRule[], request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  const preflight = request.method === 'OPTIONS';
  const method = preflight ? request.headers['access-control-request-method'] : request.method;
  const asked = preflight ? (request.headers['access-control-request-headers'] ?? '') : '';
  const names = asked
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const rule = rules.find(
    ({ origins, methods, headers }) =>
      origins.some((pattern) => fits(pattern, origin)) &&
      methods.includes(method ?? '') &&
      names.every((name) => headers.some((pattern) => fits(pattern.toLowerCase(), name.toLowerCase()))),
  );
  if (!rule) return {};
  const any = rule.origins.includes('*');
  return {
    'access-control-allow-origin': any ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(!any && { 'access-control-allow-credentials': 'true' }),
    ...(names.length > 0 && { 'access-control-allow-headers': names.join(', ') }),
    ...(rule.exposed.length > 0 && { 'access-control-expose-headers': rule.exposed.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** At most one star stands for any text. */
function fits(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}
