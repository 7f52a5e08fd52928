import type { Kept, Session } from './contract.ts';

/** As many connections as one environment serves at a time; the one that was made first is forgotten first. */
const maxSessions = 200;
const sessions = new Map<string, Session>();

/** The environment's session for one version of one connection, e.g. `org_1/felloh-main/3`. */
export function sessionFor(connectionKey: string): Session {
  const known = sessions.get(connectionKey);
  if (known) return known;
  const session = createSession();
  sessions.set(connectionKey, session);
  for (const oldest of sessions.keys()) {
    if (sessions.size <= maxSessions) break;
    sessions.delete(oldest);
  }
  return session;
}

interface Entry {
  load: Promise<Kept>;
  /** Set once loaded. */
  kept?: Kept;
}

export function createSession(): Session {
  const entries = new Map<string, Entry>();

  async function start(name: string, load: () => Promise<Kept>): Promise<Kept> {
    const entry: Entry = { load: load() };
    entries.set(name, entry);
    try {
      entry.kept = await entry.load;
      return entry.kept;
    } catch (error) {
      if (entries.get(name) === entry) entries.delete(name);
      throw error;
    }
  }

  return {
    async keep(name, { now, signal }, load) {
      const entry = entries.get(name);
      if (entry === undefined) return (await start(name, load)).value;
      if (entry.kept === undefined) return (await untilAborted(entry.load, signal)).value;
      if (now() < entry.kept.until) return entry.kept.value;
      return (await start(name, load)).value;
    },
    drop(name, value) {
      if (entries.get(name)?.kept?.value === value) entries.delete(name);
    },
  };
}

/** Waits for a load that somebody else began, but never beyond one's own deadline. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
