import type { FieldIssue } from '../errors.ts';
import { fill, namesIn, OPTIONAL_PART, PLACEHOLDER, PLACEHOLDERS, type Placeholder } from './fill.ts';
import type { EmailWording, SmsWording, TextKind, Wording } from './model/wording.ts';
import { MOST_SEGMENTS, unitsOver } from './own-sms.ts';

/** What a locked screen shows must tell nobody of a debt. */
const NEUTRAL = 40;
const TELLING: readonly Placeholder[] = ['amount', 'remaining', 'description', 'reference', 'due_on'];
const IN_SUBJECT: readonly Placeholder[] = ['sender', 'name'];

/** `//`, `www.`, and what ends like a domain; an email address is none. */
const WEB_ADDRESS = /\/\/|\bwww\.|[\p{L}\p{N}-]\.\p{L}[\p{L}\p{N}-]/iu;
const EMAIL_ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Everything that is wrong with own words, with pointers into them. `url` is one of the organisation's short urls. */
export function wordingIssues({ sms, email }: Wording, url: string): FieldIssue[] {
  const kinds: readonly TextKind[] = ['first', 'reminder'];
  return kinds.flatMap((kind) => [
    ...below(`/sms/${kind}`, sms?.[kind] ? smsIssues(sms[kind], url) : []),
    ...below(`/email/${kind}`, email?.[kind] ? emailIssues(email[kind], url) : []),
  ]);
}

export function smsIssues(sms: SmsWording, url: string): FieldIssue[] {
  const { text } = sms;
  const issues = bodyIssues(text, url);
  const outside = text.replace(OPTIONAL_PART, '');
  if (!outside.includes('{{sender}}')) {
    issues.push(issue('sender_missing', 'An SMS says who sends it: {{sender}}, outside [[…]].'));
  }
  const over = unitsOver(sms, url);
  if (over > 0) {
    issues.push(
      issue(
        'too_long',
        `With the longest values this has more than ${MOST_SEGMENTS} segments, by ${over} characters.`,
      ),
    );
  }
  return below('/text', issues);
}

export function emailIssues({ subject, text, button = '' }: EmailWording, url: string): FieldIssue[] {
  const wrong = namesIn(subject).filter((name) => !IN_SUBJECT.includes(name));
  return [
    ...below('/subject', [
      ...wordsIssues(subject),
      ...(fill(subject, { sender: 'x' }) === ''
        ? [issue('empty', 'A subject has words, or {{sender}}, outside [[…]].')]
        : []),
      ...wrong.map((name) => issue('not_in_subject', `{{${name}}} has no place in a subject.`)),
    ]),
    ...below('/text', bodyIssues(text, url)),
    ...below('/button', [
      ...(/\{\{|\}\}|\[\[|\]\]/.test(button)
        ? [issue('placeholder_not_allowed', 'A button has fixed words.')]
        : []),
      ...(hasWebAddress(button) ? [noWebAddress()] : []),
    ]),
  ];
}

function bodyIssues(text: string, url: string): FieldIssue[] {
  const issues = wordsIssues(text);
  if (!text.includes('{{url}}')) {
    issues.push(issue('url_missing', 'Without {{url}} nobody can pay.'));
  } else if (/\S\{\{url\}\}|\{\{url\}\}\S/.test(text) || partsOf(text).some((part) => part.includes('url'))) {
    issues.push(issue('url_not_apart', 'Around {{url}} must be blanks or line breaks, outside [[…]].'));
  }
  for (const name of tellingTooEarly(text, url)) {
    issues.push(
      issue(
        'too_early',
        `{{${name}}} may come within the first ${NEUTRAL} characters, which a locked screen shows.`,
      ),
    );
  }
  return issues;
}

function wordsIssues(words: string): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (/\{\{|\}\}/.test(words.replace(PLACEHOLDER, ''))) {
    issues.push(issue('unknown_placeholder', `Placeholders are {{${PLACEHOLDERS.join('}}, {{')}}}.`));
  }
  if (/\[\[|\]\]/.test(words.replace(OPTIONAL_PART, ''))) {
    issues.push(issue('open_part', 'Each [[ needs its ]] in the same line, and none may hold another.'));
  }
  if (partsOf(words).some((names) => names.every((name) => name === 'sender' || name === 'url'))) {
    issues.push(issue('never_left_out', 'A part in [[…]] needs a placeholder that may be without a value.'));
  }
  if (withAndWithoutParts(words).some((each) => /[\p{L}\p{N}}]\{\{|\}\}[\p{L}\p{N}{]/u.test(each))) {
    issues.push(issue('not_apart', 'A placeholder touches no letter, digit or other placeholder.'));
  }
  if (hasWebAddress(words)) issues.push(noWebAddress());
  return issues;
}

/** Placeholders may make an address with what stands beside them. */
function hasWebAddress(words: string): boolean {
  return withAndWithoutParts(words).some((each) =>
    WEB_ADDRESS.test(each.replace(PLACEHOLDER, 'xx').replace(EMAIL_ADDRESS, '')),
  );
}

function withAndWithoutParts(words: string): string[] {
  return [words.replace(OPTIONAL_PART, '$1'), words.replace(OPTIONAL_PART, '')];
}

/** What each optional part has put in. */
function partsOf(words: string): Placeholder[][] {
  return [...words.matchAll(OPTIONAL_PART)].map(([, part = '']) => namesIn(part));
}

/**
 * Tries each one with the shortest text that can stand in front of it: every value it does not need is missing, the
 * others have one character.
 */
function tellingTooEarly(text: string, url: string): readonly Placeholder[] {
  const marked = '\u{E000}';
  const parts = partsOf(text);
  return TELLING.filter((name) => {
    if (!text.includes(`{{${name}}}`)) return false;
    const needed = [[], ...parts.filter((names) => names.includes(name))];
    return needed.some((names) => {
      const others = Object.fromEntries(names.map((needs) => [needs, 'x']));
      const shown = fill(text, { ...others, sender: 'x', url, [name]: marked });
      const at = [...shown].indexOf(marked);
      return at !== -1 && at < NEUTRAL;
    });
  });
}

function noWebAddress(): FieldIssue {
  return issue(
    'web_address',
    'The only web address in a message is {{url}}. After a full stop comes a blank.',
  );
}

function issue(code: string, detail: string): FieldIssue {
  return { pointer: '', code, detail };
}

function below(pointer: string, issues: readonly FieldIssue[]): FieldIssue[] {
  return issues.map((found) => ({ ...found, pointer: `${pointer}${found.pointer}` }));
}
