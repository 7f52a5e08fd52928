import { describe, expect, it } from 'vitest';
import { AppError, notFound } from '../errors.ts';
import { ProviderError } from '../providers/errors.ts';
import { PROBLEMS, toProblem } from './problem.ts';

describe('a problem', () => {
  it('says nothing of the inside of a fault', () => {
    const fault = new TypeError('cannot read customer ada@example.com', { cause: new Error('secret') });
    const { statusCode, body = '' } = toProblem(fault, 'r-1');
    expect(statusCode).toBe(500);
    expect(body).not.toMatch(/ada|secret|TypeError|stack/);
    expect(JSON.parse(body)).toMatchObject({ code: 'internal', request_id: 'r-1', retryable: true });
  });

  it('is the same bytes for every not-found of one request id', () => {
    expect(toProblem(notFound(), 'r')).toEqual(toProblem(notFound(), 'r'));
  });

  it("tells of a provider's failure without its words", () => {
    const error = new ProviderError({
      kind: 'unavailable',
      provider: 'felloh',
      operation: 'create',
      status: 503,
      retryAfterMs: 1500,
    });
    const { statusCode, headers, body = '' } = toProblem(error, 'r');
    expect([statusCode, headers?.['retry-after']]).toEqual([503, '2']);
    expect(JSON.parse(body).provider).toEqual({ name: 'felloh', category: 'unavailable', status: 503 });
  });

  it.each(Object.entries(PROBLEMS))('%s has a 4xx or 5xx status and a title', (_, { status, title }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).not.toBe('');
  });

  it('carries what the contract lists', () => {
    const error = new AppError('conflict_state', { detail: 'd', from: 'paid', to: 'cancelled', linkId: 'L' });
    expect(JSON.parse(toProblem(error, 'r').body ?? '')).toEqual({
      type: 'urn:paylinks:problem:conflict_state',
      title: 'Not possible in this state',
      status: 409,
      detail: 'd',
      code: 'conflict_state',
      request_id: 'r',
      retryable: false,
      link_id: 'L',
      from: 'paid',
      to: 'cancelled',
    });
  });
});
