/** SES takes 320 characters for the whole; a name of this many bytes fits beside any address, however encoded. */
const NAME_BYTES = 60;
/** An encoded word has at most 75 characters (RFC 2047), 12 of them `=?UTF-8?B??=`; base64 makes 4 of 3. */
const WORD_BYTES = 45;

/** `"Acme Travel" <pay@example.org>`: quoted where it is ASCII, as encoded words where it is not. */
export function mailbox(name: string, address: string): string {
  const shown = cutBytes(
    name
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .trim()
      .toWellFormed(),
    NAME_BYTES,
  );
  if (shown === '') return address;
  if (/^[ -~]*$/.test(shown)) return `"${shown.replace(/["\\]/g, '\\$&')}" <${address}>`;
  return `${encodedWords(shown)} <${address}>`;
}

function encodedWords(text: string): string {
  const words: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const word = cutBytes(rest, WORD_BYTES);
    words.push(`=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`);
    rest = rest.slice(word.length);
  }
  return words.join(' ');
}

/** As many whole characters as fit. */
function cutBytes(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}
