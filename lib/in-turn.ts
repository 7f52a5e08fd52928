/**
 * Works at most so many things of one name at a time; others of that name wait for their turn, those of other names do not.
 */
export function inTurn(most: number): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { under: number; waiting: (() => void)[] }>();
  return async (name, work) => {
    const line = lines.get(name) ?? { under: 0, waiting: [] };
    lines.set(name, line);
    if (line.under >= most) await new Promise<void>((resolve) => line.waiting.push(resolve));
    else line.under += 1;
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      // Whoever comes next takes the place over.
      if (next) next();
      else line.under -= 1;
    }
  };
}
