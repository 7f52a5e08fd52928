import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import { wantedBy } from './aws-call.ts';
import { denied, type Role } from './iam.ts';

/**
 * From here on this thread's AWS calls are held against the function's role, as IAM would: what the role does not allow
 * is answered with AccessDeniedException and never leaves the thread. Must run before the SDK is loaded.
 * An AWS call is known by its signature; everything else passes.
 */
export function enforceRole(role: Role): void {
  for (const module of [http, https]) {
    const original = module.request;
    const guarded = (...args: unknown[]) => guard(Reflect.apply(original, module, args), role);
    Object.assign(module, { request: guarded });
  }
  syncBuiltinESMExports();
}

function guard(request: ClientRequest, role: Role): ClientRequest {
  if (!String(request.getHeader('authorization') ?? '').startsWith('AWS4-HMAC-SHA256')) return request;
  const target = String(request.getHeader('x-amz-target') ?? '');
  const { method, path } = request;
  const end = request.end.bind(request);
  const write = request.write.bind(request);
  const chunks: Buffer[] = [];
  let passed = false;
  const collect = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  // Bodies of objects may be long and say nothing of the permission: those stream on.
  const needsBody = target !== '' || path.startsWith('/v2/email/');
  const decide = () => {
    const wanted = wantedBy({ method, path, target, body: Buffer.concat(chunks).toString() });
    const missing = wanted ? denied(role, wanted) : { action: `${method} ${target || path}`, resources: [] };
    if (missing) refuse(request, role, missing.action, missing.resources);
    passed = !missing;
    return passed;
  };
  Object.assign(request, {
    write(chunk: unknown, ...rest: unknown[]) {
      if (passed || (!needsBody && chunks.length === 0 && decide()))
        return Reflect.apply(write, request, [chunk, ...rest]);
      collect(chunk);
      const done = rest.find((argument) => typeof argument === 'function');
      if (done) queueMicrotask(() => done());
      return true;
    },
    end(chunk: unknown, ...rest: unknown[]) {
      if (passed) return Reflect.apply(end, request, [chunk, ...rest]);
      collect(chunk);
      if (decide()) end(Buffer.concat(chunks));
      return request;
    },
  });
  return request;
}

/** What the service would answer; the socket is given up unused. */
function refuse(request: ClientRequest, role: Role, action: string, resources: readonly string[]): void {
  const message = `User: arn:aws:sts::role/${role.name} is not authorized to perform: ${action}${
    resources.length > 0 ? ` on resource: ${resources.join(' or ')}` : ''
  } because no identity-based policy allows the ${action} action`;
  process.stderr.write(`${JSON.stringify({ level: 'ERROR', message: `AccessDenied: ${message}` })}\n`);
  const response = action.startsWith('s3:') ? s3Refusal(message) : jsonRefusal(message);
  request.on('error', () => {});
  setImmediate(() => {
    request.emit('response', Object.assign(Readable.from([Buffer.from(response.body)]), response));
    request.destroy();
  });
}

function jsonRefusal(message: string) {
  return {
    body: JSON.stringify({ __type: 'AccessDeniedException', message, Message: message }),
    statusCode: 400,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' },
    rawHeaders: [],
  };
}

function s3Refusal(message: string) {
  return {
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`,
    statusCode: 403,
    headers: { 'content-type': 'application/xml' },
    rawHeaders: [],
  };
}
