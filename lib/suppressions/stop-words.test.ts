import { describe, expect, it } from 'vitest';
import { wordOf } from './stop-words.ts';

const WORDS = [
  'ARRET',
  'CANCEL',
  'END',
  'OPT-OUT',
  'OPTOUT',
  'OPT OUT',
  'QUIT',
  'REMOVE',
  'REVOKE',
  'STOP',
  'STOPALL',
  'STOP ALL',
  'TD',
  'UNSUBSCRIBE',
];

/** How people and their telephones write a word. */
const WAYS: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toLowerCase(),
  (word) => word[0] + word.slice(1).toLowerCase(),
  (word) => `${word}.`,
  (word) => `${word}!!!`,
  (word) => `  ${word}\r\n`,
  (word) => `"${word}"`,
  (word) => `“${word}”`,
  (word) => `'${word}'`,
  (word) => `«${word}»`,
  (word) => `(${word})`,
  (word) => `*${word.toLowerCase()}*`,
  (word) => `${word} 🙏🏽`,
  (word) => `🛑${word}🛑`,
  (word) => `\u200b${word}\ufe0f\u00a0`,
  (word) => `\u202a${word}\u202c`,
  (word) => `>${word}<`,
  (word) => word.replace(/[A-Z]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)),
  (word) => `please ${word}`,
  (word) => `Pls. ${word.toLowerCase()}`,
];

const stops = WORDS.flatMap((word) => WAYS.map((way) => way(word)));

const ALSO_STOPS = [
  'ARRÊT',
  'Arrêt s’il vous plaît',
  'arre\u0302t',
  'S.T.O.P.',
  'S T O P',
  'sToP',
  'Opt—out',
  'opt_out',
  'Un-subscribe',
  'STOP texting me',
  'stop, please',
  'Stop it',
  'STOP.Thanks',
  'Stop/Unsubscribe',
  'Stop all of this',
  'Opt out of everything',
  'opt-out me',
  'Unsubscribe me from this list',
  'Please stop sending me these',
  'STOP 12345',
  'stop - I have paid',
  `STOP ${'x'.repeat(5_000)}`,
];

const NOT_STOPS = [
  '',
  ' ',
  '🙂',
  '...',
  "please don't stop",
  "Don't stop",
  'Don’t stop',
  'do not stop',
  'never stop',
  'I will not stop',
  'no stopping',
  'Stopped by the office today',
  'stopping by later',
  'nonstop',
  'stops',
  "stop's",
  'Bus stop',
  'When does this end?',
  'End of the month is fine',
  'end date?',
  'Cancel my booking, not the messages',
  'cancel the second room',
  'Remove the second passenger',
  'Quit asking, I paid',
  'cancelled',
  'ended',
  'TDS',
  'td bank',
  'revoked?',
  'opt in',
  'option 2',
  'I want out',
  'HELP',
  'INFO',
  'YES',
  'Paid already',
  'ok thanks',
  'Subscribe',
  'please',
  'how do I stop',
  'S',
  '1',
];

describe('STOP', () => {
  it.each([...new Set([...stops, ...ALSO_STOPS])])('is %j', (body) => expect(wordOf(body)).toBe('stop'));

  it('is known in more than 200 ways', () => {
    expect(new Set([...stops, ...ALSO_STOPS]).size).toBeGreaterThan(200);
  });
});

it.each(NOT_STOPS)('%j is no STOP', (body) => expect(wordOf(body)).toBeUndefined());

it.each(['START', 'start', 'Start!', ' “Unstop” ', 'UNSTOP', 'un-stop', 'ＳＴＡＲＴ'])(
  '%j is START',
  (body) => expect(wordOf(body)).toBe('start'),
);

it.each(['start again please', 'Starting now', 'restart', 'please start', 'start stop', 'unstoppable'])(
  '%j is no START',
  (body) => expect(wordOf(body)).toBeUndefined(),
);
