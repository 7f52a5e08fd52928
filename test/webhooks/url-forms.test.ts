import { lookup } from 'node:dns/promises';
import { expect, it } from 'vitest';
import { isPublicAddress } from '../../lib/webhooks/public-address.ts';
import { addressesOf } from '../../lib/webhooks/resolve.ts';
import { urlFault } from '../../lib/webhooks/target.ts';

/** Hosts that lead, or might be read to lead, anywhere but to the public internet. */
const HOSTS: readonly string[] = [
  // Loopback, in every way that one of the usual parsers reads.
  ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '0x7f000001', '017700000001'],
  ...['0x7f.1', '0x7f.0.0.1', '0x7F.0x0.0x0.0x1', '0177.0.0.1', '0177.0.0.01', '00000177.1', '127.0.0.1.'],
  ...['127.000.000.001', '0x7f.0x000001', '127.0x1', '0177.0x0.1', '0x7f000001.', '0x0000007f.1', '0.0.0.0'],
  ...[
    '0',
    '0x0',
    '00',
    '0.0',
    '0.1',
    '0x00000000',
    '1',
    '10',
    '255',
    '4294967295',
    '0xffffffff',
    '037777777777',
  ],
  // Private, shared, link-local, and what clouds have there.
  ...['10.0.0.1', '10.255.255.255', '0xa.1', '012.0.0.1', '167772161', '10.1', '0x0a000001', '172.16.0.1'],
  ...['172.31.255.255', '0xac.0x10.0.1', '2886729729', '172.16.1', '192.168.0.1', '192.168.1', '0xc0a80001'],
  ...[
    '3232235521',
    '0300.0250.0.1',
    '192.168.257',
    '100.64.0.1',
    '100.127.255.255',
    '1681915905',
    '100.100.100.200',
  ],
  ...[
    '169.254.169.254',
    '169.254.43518',
    '0xa9fea9fe',
    '2852039166',
    '0251.0376.0251.0376',
    '0xa9.254.0251.254',
  ],
  ...[
    '169.254.169.253',
    '169.254.170.2',
    '169.254.0.1',
    '192.0.0.192',
    '192.0.0.8',
    '192.0.0.170',
    '168.63.129.16.',
  ],
  // Tests, documentation, relays, multicast, reserved, broadcast.
  ...[
    '192.0.2.1',
    '198.51.100.7',
    '203.0.113.9',
    '198.18.0.1',
    '198.19.255.255',
    '192.88.99.1',
    '192.31.196.1',
  ],
  ...[
    '192.52.193.1',
    '192.175.48.1',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '250.1.2.3',
  ],
  // IPv6 that is this machine or its network, and IPv4 in IPv6's clothes.
  ...[
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[0000:0000:0000:0000:0000:0000:0000:0001]',
    '[::0.0.0.1]',
    '[::127.0.0.1]',
  ],
  ...[
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::FFFF:127.0.0.1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '[::ffff:0:127.0.0.1]',
  ],
  ...[
    '[::ffff:10.0.0.1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[::ffff:8.8.8.8]',
    '[::8.8.8.8]',
  ],
  ...[
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::1]',
    '[64:ff9b::8.8.8.8]',
  ],
  ...[
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
    '[2002:0808:0808::1]',
    '[2001::1]',
    '[2001:0:7f00:1::]',
    '[2001:10::1]',
  ],
  ...[
    '[2001:20::1]',
    '[2001:db8::1]',
    '[3fff::1]',
    '[3fff:fff::1]',
    '[fc00::1]',
    '[fd00::1]',
    '[fd00:ec2::254]',
  ],
  ...[
    '[fd12:3456:789a:1::1]',
    '[fe80::1]',
    '[febf::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[ff0e::1]',
    '[100::1]',
    '[5f00::1]',
  ],
  ...[
    '[4000::1]',
    '[e000::1]',
    '[2620:4f:8000::1]',
    '[::ffff:0:0]',
    '[0:0::1]',
    '[fe80::a9fe:a9fe]',
    '[1::]',
  ],
  ...[
    '[fe80::1%25lo]',
    '[fe80::1%lo]',
    '[::1%251]',
    '[fe80::1%25eth0]',
    '[::1]:22',
    '[::ffff:127.0.0.1]:8080',
  ],
  ...['[::1', '::1', '[127.0.0.1]', '[::g]', '[]', '[v1.x]', '[::1]x', '[::1].example.com'],
  // Names of this machine, of its network and of nothing.
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'localhost.localdomain',
    'LocalHost',
    'localhost:443',
  ],
  ...[
    'printer',
    'printer.local',
    'a.b.local',
    'db.internal',
    'metadata.google.internal',
    'instance-data.ec2.internal',
  ],
  ...[
    'wiki.intranet',
    'nas.lan',
    'nas.home',
    'nas.home.arpa',
    '1.0.0.127.in-addr.arpa',
    'dc.corp',
    'x.private',
  ],
  ...[
    'x.onion',
    'x.invalid',
    'com',
    'kubernetes.default.svc.cluster.local',
    'vault.',
    'example.com.',
    'example..com',
  ],
  ...[
    '.example.com',
    '-a.example.com',
    'a-.example.com',
    'a.example.com-',
    'example.123',
    'example.0x7f',
    'a.b.1',
  ],
  ...[
    `${'a'.repeat(64)}.example.com`,
    'exa mple.com',
    'exa\tmple.com',
    'exa\nmple.com',
    'example.com\u0000',
    'ex%61mple.com',
  ],
  // What unicode turns into ASCII.
  ...[
    '①②⑦.⓪.⓪.①',
    '１２７.0.0.1',
    '127。0。0。1',
    '127．0．0．1',
    '127｡0｡0｡1',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'loc\u00adalhost',
  ],
  ...[
    'ｌｏｃａｌｈｏｓｔ',
    'localhos\u200bt',
    'exämple.com',
    'еxample.com',
    '۱۲۷.۰.۰.۱',
    '१२७.०.०.१',
    '𝟏𝟐𝟕.0.0.1',
    'ßhost.com',
  ],
  ...[
    '%31%32%37.0.0.1',
    '127%2e0%2e0%2e1',
    '127.0.0.1%00.example.com',
    '%6c%6f%63%61%6c%68%6f%73%74',
    '%5B::1%5D',
  ],
  // Users, and what looks like one.
  ...['user@example.com', 'user:word@example.com', '@example.com', ':@example.com', 'example.com@127.0.0.1'],
  ...['example.com%40127.0.0.1', 'example.com:443@10.0.0.1', 'a@b@example.com', 'example.com\\@127.0.0.1'],
  // Ports of other protocols.
  ...[
    'example.com:22',
    'example.com:25',
    'example.com:80',
    'example.com:0',
    'example.com:445',
    'example.com:1023',
  ],
  ...['example.com:65536', 'example.com:-1', 'example.com:x', 'example.com:443:443', 'example.com: 443'],
];

/** Whole urls that are none of ours. */
const URLS: readonly string[] = [
  ...[
    'http://example.com/',
    'HTTP://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
  ],
  ...[
    '//example.com/',
    'example.com',
    '/hook',
    '',
    ' ',
    'https:',
    'https:/',
    'https://',
    'https:///',
    'https://?a',
  ],
  ...[
    'https:example.com',
    'https:/example.com/',
    'https:\\\\example.com\\',
    'https:///example.com/',
    'https:////example.com',
  ],
  ...[
    'javascript:alert(1)',
    'data:text/plain,x',
    'ws://example.com/',
    'wss://example.com/',
    'blob:https://example.com/x',
  ],
  ...[
    'https://example.com/#a',
    'https://example.com#',
    'https://example.com/a b',
    ' https://example.com/',
    'https://example.com/\n',
  ],
  ...['https://example.com/\\..\\a', 'https://example.com\\@127.0.0.1/', 'https://127.0.0.1\\.example.com/'],
  ...[
    'https://example.com/ü',
    'jar:https://example.com/!/',
    'view-source:https://example.com/',
    'https//example.com/',
  ],
  ...[
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/api/token',
    'dict://127.0.0.1:11211/',
  ],
  `https://example.com/${'a'.repeat(481)}`,
];

const FORMS = [...HOSTS.map((host) => `https://${host}/hook`), ...URLS];

it('there are more than 200 of them, each another', () => {
  expect(new Set(FORMS).size).toBeGreaterThanOrEqual(200);
  process.stdout.write(`\nForms of urls: ${FORMS.length}\n`);
});

it.each(FORMS.map((form) => [JSON.stringify(form.slice(0, 80)), form] as const))(
  '%s is refused',
  (_, form) => {
    expect(urlFault(form, 'public')).toEqual(expect.any(String));
  },
);

it.each([
  'https://example.com',
  'https://hooks.example.com/a/b?c=d&e=%20',
  'https://EXAMPLE.com:443/',
  'https://example.com:8443/',
  'https://xn--exmple-cua.com/',
  'https://a_b.example.co.uk/',
  'https://93.184.216.34/hook',
  'https://1.1.1.1:65535/',
  'https://[2606:4700:4700::1111]/hook',
  `https://example.com/${'a'.repeat(480)}`,
])('%s is fine', (url) => expect(urlFault(url, 'public')).toBeUndefined());

it.each([
  'http://127.0.0.1:8080/',
  'http://localhost/hook',
  'https://localhost:1/',
  'http://[::1]:9/',
  'http://127.9.9.9:80/',
])('%s is fine on the local stack, and there alone', (url) => {
  expect(urlFault(url, 'loopback')).toBeUndefined();
  expect(urlFault(url, 'public')).toEqual(expect.any(String));
});

it.each([
  'http://example.com/',
  'http://10.0.0.1/',
  'http://169.254.169.254/',
  'https://user@127.0.0.1/',
  'http://127.0.0.1/#a',
])('%s is refused there too', (url) => expect(urlFault(url, 'loopback')).toEqual(expect.any(String)));

it('whatever a form that passes resolves to by itself is public', async () => {
  for (const form of FORMS.filter((url) => URL.canParse(url) && urlFault(url, 'public') === undefined)) {
    const { hostname } = new URL(form);
    const [found] = await lookup(hostname, { all: true }).catch(() => []);
    if (found) expect(isPublicAddress(found.address), form).toBe(true);
  }
});

it('every host of the list that is an address is refused by its address too, whatever was kept', async () => {
  const deps = { reach: 'public', resolve: async () => [{ address: '1.1.1.1', family: 4 }] } as const;
  const literals = FORMS.filter((form) => URL.canParse(form)).filter((form) =>
    /^[\d.]+$|^\[/.test(new URL(form).hostname),
  );
  expect(literals.length).toBeGreaterThan(100);
  for (const form of literals) {
    const found = await addressesOf(new URL(form), deps);
    // A trailing dot is no part of an address: those are refused by their form.
    if (Array.isArray(found)) expect(urlFault(form, 'public'), form).toEqual(expect.any(String));
    else expect(found).toBe('address_refused');
  }
});

it.each(['', 'x', '1.1.1', '1.1.1.1 ', '::1%lo', '2606:4700::1%eth0', 'localhost', '01.1.1.1', '2001:db8::'])(
  '%j is no public address',
  (address) => expect(isPublicAddress(address)).toBe(false),
);

it.each([
  '1.1.1.1',
  '93.184.216.34',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450::1',
  '2001:200::1',
  '2003::1',
])('%s is one', (address) => expect(isPublicAddress(address)).toBe(true));
