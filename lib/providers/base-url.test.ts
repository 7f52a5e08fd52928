import { expect, it } from 'vitest';
import { allowedBaseUrl } from './base-url.ts';

const KNOWN = ['https://api.example.com'];

it('takes a published base url anywhere, with or without its last slash', () => {
  expect(allowedBaseUrl('https://api.example.com/', KNOWN, 'fixed')).toBe('https://api.example.com');
  expect(allowedBaseUrl('https://api.example.org', KNOWN, 'fixed')).toBeUndefined();
});

it('takes what the deployment names, and paths below it, and nothing that only looks alike', () => {
  const allowed = ['https://hub.example.net/pay'];
  expect(allowedBaseUrl('https://hub.example.net/pay', [], allowed)).toBe('https://hub.example.net/pay');
  expect(allowedBaseUrl('https://hub.example.net/pay/v2', [], allowed)).toBe(
    'https://hub.example.net/pay/v2',
  );
  for (const other of [
    'https://hub.example.net',
    'https://hub.example.net/payments',
    'http://hub.example.net/pay',
  ]) {
    expect(allowedBaseUrl(other, [], allowed)).toBeUndefined();
  }
});

it('takes the loopback on the local stack alone', () => {
  expect(allowedBaseUrl('http://127.0.0.1:4000', [], 'loopback')).toBe('http://127.0.0.1:4000');
  expect(allowedBaseUrl('http://127.0.0.1:4000', [], 'fixed')).toBeUndefined();
  expect(allowedBaseUrl('http://127.0.0.1:4000', [], ['https://hub.example.net'])).toBeUndefined();
});
