interface Match<T> {
  target: T;
  /** `GET /p/{code}`, as a function sees it. */
  routeKey: string;
  /** Decoded. */
  parameters: Record<string, string>;
}

export type FindRoute<T> = (method: string, path: string) => Match<T> | undefined;

/**
 * Route selection of HTTP APIs: the most specific path wins (a literal segment before a parameter, those before a
 * greedy one), a method before ANY, `$default` last. A trailing slash makes another path.
 */
export function createRoutes<T>(routes: readonly { routeKey: string; target: T }[]): FindRoute<T> {
  const parsed = routes
    .filter(({ routeKey }) => routeKey !== '$default')
    .map(({ routeKey, target }) => {
      const [method = '', path = ''] = routeKey.split(' ');
      return { method, segments: path.split('/'), routeKey, target };
    })
    .sort((a, b) => rank(a).localeCompare(rank(b)));
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  return (method, path) => {
    const segments = path.split('/');
    for (const route of parsed) {
      if (route.method !== method && route.method !== 'ANY') continue;
      const parameters = match(route.segments, segments);
      if (parameters) return { target: route.target, routeKey: route.routeKey, parameters };
    }
    return fallback && { target: fallback.target, routeKey: '$default', parameters: {} };
  };
}

/** Sorts the more specific first. */
function rank({ method, segments }: { method: string; segments: string[] }): string {
  const kinds = segments.map((segment) => (segment.endsWith('+}') ? 2 : segment.startsWith('{') ? 1 : 0));
  return `${kinds.join('')} ${method === 'ANY' ? 1 : 0}`;
}

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.endsWith('+}')) {
      parameters[part.slice(1, -2)] = decoded(segments.slice(index).join('/'));
      return parameters;
    }
    if (part.startsWith('{') && segment !== '') parameters[part.slice(1, -1)] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return segments.length === pattern.length ? parameters : undefined;
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
