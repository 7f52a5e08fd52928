/** Epoch ms of PayPoint's times, `YYYY-MM-DDTHH:MM:SSZ`; one without a zone is UTC. Undefined: none, or unreadable. */
export function toInstant(value: string | null | undefined): number | undefined {
  if (!value) return undefined;
  // A day alone is UTC by itself; a time without a zone would be that of wherever this runs.
  const at = Date.parse(!/T/.test(value) || /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(at) ? undefined : at;
}
