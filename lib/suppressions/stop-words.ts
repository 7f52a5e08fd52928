/**
 * What a person who writes nothing else asks us to stop with. AWS End User Messaging SMS User Guide, *Required opt-out
 * keywords*: ARRET, CANCEL, END, OPT-OUT, OPTOUT, QUIT, REMOVE, STOP, TD, UNSUBSCRIBE. FCC, 47 CFR 64.1200(a)(10): stop,
 * quit, end, revoke, opt out, cancel, unsubscribe. STOPALL is what US carriers' gateways take besides. Written here
 * without what may stand between the letters: "OPT-OUT", "Opt out" and "S.T.O.P." are the same.
 */
const STOP_WORDS: ReadonlySet<string> = new Set([
  'arret',
  'cancel',
  'end',
  'optout',
  'quit',
  'remove',
  'revoke',
  'stop',
  'stopall',
  'td',
  'unsubscribe',
]);

/** Of these the first word says it, whatever follows ("Stop texting me"); the others begin sentences about other things. */
const STOP_BEGINNINGS: ReadonlySet<string> = new Set(['arret', 'optout', 'stop', 'stopall', 'unsubscribe']);

/** AWS End User Messaging SMS User Guide, *Required opt-out keywords*: how a person resubscribes. */
const START_WORDS: ReadonlySet<string> = new Set(['start', 'unstop']);

const POLITE: ReadonlySet<string> = new Set(['please', 'pls', 'plz']);

/**
 * What a text asks for. STOP: the whole of it is a stop word, or it begins with one that has no other meaning, a *please*
 * before it or not; upper or lower case, accents, punctuation, quotes and emoji count for nothing. So "please don't stop"
 * is none. START: the whole of it is START or UNSTOP. Whatever else was meant, a person reads.
 */
export function wordOf(body: string): 'stop' | 'start' | undefined {
  const words = wordsOf(body);
  const said = POLITE.has(words[0] ?? '') ? words.slice(1) : words;
  const whole = words.join('');
  if (START_WORDS.has(whole)) return 'start';
  if (STOP_WORDS.has(whole) || STOP_WORDS.has(said.join(''))) return 'stop';
  const [first = '', second = ''] = said;
  return STOP_BEGINNINGS.has(first) || STOP_BEGINNINGS.has(first + second) ? 'stop' : undefined;
}

/** Longer texts are letters, not commands; their beginning says enough. */
const LONGEST = 1_600;

/** Runs of letters and digits, an apostrophe inside them being part of a word: "don't" is one. */
function wordsOf(body: string): string[] {
  const plain = body
    .slice(0, LONGEST)
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? [];
}
