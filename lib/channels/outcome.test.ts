import type { RequestListener } from 'node:http';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, expect, it } from 'vitest';
import { type Listening, listen } from '../../local/listen.ts';
import { sendEmail } from './email.ts';
import { CHANNEL_CLIENT } from './outcome.ts';
import { sendSms } from './sms.ts';

let server: Listening | undefined;
afterEach(() => server?.close());

/** What both channels make of a server that answers so, and how many requests it got. */
async function outcomes(answer: RequestListener) {
  let requests = 0;
  server = await listen((request, response) => {
    requests++;
    request.resume().once('end', () => answer(request, response));
  });
  const local = {
    ...CHANNEL_CLIENT,
    endpoint: server.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const email = {
    to: 'ada@example.com',
    fromName: 'Acme',
    subject: 's',
    text: 't',
    html: 'h',
    unsubscribeUrl: 'https://pay.example.com/p/x/stop',
    tags: {},
  };
  const kinds = [
    await sendEmail({ client: new SESv2Client(local), from: 'pay@example.org' }, email),
    await sendSms(
      { client: new PinpointSMSVoiceV2Client(local), origination: 'ACME' },
      { to: '+447700900123', text: 't', context: {} },
    ),
  ].map(({ kind }) => kind);
  return { kinds, requests };
}

const both = (kind: string) => ({ kinds: [kind, kind], requests: 2 });

it.each<[string, number, string, string]>([
  ['a JSON 500', 500, '{"message":"no"}', 'unknown'],
  ['an HTML 500', 500, '<html>sorry</html>', 'unknown'],
  ['an HTML 503', 503, '<html>later</html>', 'unknown'],
  ['a 408', 408, '{"message":"too slow"}', 'unknown'],
  ['an HTML 200', 200, '<html>hello</html>', 'unknown'],
  ['a truncated 200', 200, '{"MessageId":"a', 'unknown'],
  ['an error that is not documented', 400, '{"__type":"NewException","message":"no"}', 'refused'],
  ['a 403', 403, '{"__type":"AccessDeniedException","message":"no"}', 'refused'],
  ['a 429', 429, '{"__type":"Whatever","message":"no"}', 'waiting'],
  ['throttling by a 400', 400, '{"__type":"ThrottlingException","message":"no"}', 'waiting'],
  ['credentials that are over', 400, '{"__type":"ExpiredTokenException","message":"no"}', 'waiting'],
])('%s is one request and %s', async (_, status, body, kind) => {
  const seen = await outcomes((_request, response) => {
    const type = /"__type":"(\w+)"/.exec(body)?.[1];
    response.writeHead(status, {
      'content-type': body.startsWith('<') ? 'text/html' : 'application/json',
      ...(type ? { 'x-amzn-errortype': type } : {}),
    });
    response.end(body);
  });
  expect(seen).toEqual(both(kind));
});

it('a reset is one request and unknown', async () => {
  expect(await outcomes((request) => request.socket.resetAndDestroy())).toEqual(both('unknown'));
});

it('an answer cut off is one request and unknown', async () => {
  const seen = await outcomes((request, response) => {
    response.writeHead(200, { 'content-length': '500' });
    response.write('{"MessageId":');
    setTimeout(() => request.socket.resetAndDestroy(), 20);
  });
  expect(seen).toEqual(both('unknown'));
});
