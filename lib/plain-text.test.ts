import { expect, it } from 'vitest';
import { looksLikeCardNumber } from './card-number.ts';
import { isPlainText } from './plain-text.ts';

const CHARACTERS = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));

it('has no character that a rule for free text is about', () => {
  const plain = CHARACTERS.filter((character) => isPlainText(`a${character}b`));
  expect(plain.length).toBeGreaterThan(400);
  for (const character of plain) {
    expect(/\p{Cc}/u.test(character)).toBe(false);
    expect(JSON.stringify(character)).toBe(`"${character}"`);
    if (/\d/.test(character)) continue;
    expect(character.normalize('NFKC')).not.toMatch(/\d/);
    // Beside it digits are as few as they were.
    expect(looksLikeCardNumber(`41111111111${character}1`)).toBe(false);
  }
});

it('has no blanks at its ends', () => {
  for (const character of CHARACTERS) {
    if (character.trim() !== '') continue;
    expect([`${character}a`, `a${character}`, character].some(isPlainText)).toBe(false);
  }
  expect(['', ' a', 'a '].some(isPlainText)).toBe(false);
  expect(['a b', 'a', 'Zoë Ødegård'].every(isPlainText)).toBe(true);
});

it('has too few digits for a card number', () => {
  expect(isPlainText('4111-1111-1111')).toBe(true);
  expect(isPlainText('4111-1111-1111-1')).toBe(false);
});
