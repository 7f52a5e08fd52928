import { methodsOf } from '../../lib/api/paths.ts';
import { AppError, notFound } from '../../lib/errors.ts';
import { stack } from '../../lib/http/stack.ts';

/** `$default`: whatever no other route takes. 405 with `Allow` where the path has other methods, else 404. */
export const handler = stack('$default').handler(async (event) => {
  const allow = methodsOf(event.rawPath);
  if (!allow) throw notFound();
  throw new AppError('method_not_allowed', { detail: `This path takes ${allow.join(', ')}.`, allow });
});
