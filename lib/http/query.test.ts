import { describe, expect, it } from 'vitest';
import { readQuery } from './query.ts';

describe('a query string', () => {
  it('becomes texts, lists and objects', () => {
    expect(
      readQuery('q=a+b%2C&status=paid&status=active&status=failed&metadata[order]=4&metadata%5Bx%5D='),
    ).toEqual({
      q: 'a b,',
      status: ['paid', 'active', 'failed'],
      metadata: { order: '4', x: '' },
    });
    expect(readQuery('')).toEqual({});
  });

  it.each(['__proto__=1', '__proto__[a]=1', 'a[constructor]=1', 'a[b]=1&a[b]=2', 'a=1&a[b]=2', 'a[b]=1&a=2'])(
    'is refused as %s',
    (raw) => {
      expect(() => readQuery(raw)).toThrow(expect.objectContaining({ code: 'validation_error' }));
    },
  );

  it('keeps a name in odd brackets as it is, for the schema to refuse', () => {
    expect(readQuery('a[b][c]=1&[]=2')).toEqual({ 'a[b][c]': '1', '[]': '2' });
  });
});
