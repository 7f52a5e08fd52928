/** The page with what stands between `<!-- <name>: begin -->` and `<!-- <name>: end -->` made anew. */
export function drawnPart(page: string, name: string, lines: readonly string[]): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [before, rest] = page.split(`${begin}\n`);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`No ${begin} … ${end}`);
  const text = lines.join('\n').trim();
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
