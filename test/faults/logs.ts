/** Everything that functions write while a test file runs; it goes nowhere else. */
export interface Logs {
  text(): string;
  clear(): void;
  release(): void;
}

/** Takes what looks like a log line off both streams, so that it can be searched for what must not be in it. */
export function captureLogs(): Logs {
  let lines: string[] = [];
  const streams = [process.stdout, process.stderr];
  const originals = streams.map((stream) => stream.write);
  for (const [index, stream] of streams.entries()) {
    const original = originals[index]?.bind(stream);
    stream.write = (chunk: unknown, ...rest: never[]) => {
      const text = typeof chunk === 'string' ? chunk : '';
      if (!text.startsWith('{"level"')) return original?.(chunk as string, ...rest) ?? true;
      lines.push(text);
      return true;
    };
  }
  return {
    text: () => lines.join(''),
    clear: () => {
      lines = [];
    },
    release: () => {
      for (const [index, stream] of streams.entries()) stream.write = originals[index] ?? stream.write;
    },
  };
}
