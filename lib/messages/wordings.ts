import type { Clock } from '../clock.ts';
import { AppError, type FieldIssue, notFound } from '../errors.ts';
import { newWriter } from '../ids.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import { deleteWording, getWording, putWording } from '../table/wordings.ts';
import { shortUrl } from './content.ts';
import { type OwnWording, textsIn, type Wording } from './model/wording.ts';
import { wordingIssues } from './wording-rules.ts';

export interface WordingDeps {
  table: Table;
  clock: Clock;
  /** Without a trailing slash. */
  publicBaseUrl: string;
}

/** So many languages an organisation may have. All of them fit one page of the table. */
const MOST_LANGUAGES = 30;
const TRIES = 3;

export async function readWording(table: Table, org: string, language: string): Promise<OwnWording> {
  const wording = await getWording(table, org, language);
  if (!wording) throw notFound();
  return wording;
}

/** Creates the wording of a language or replaces it whole. `version`: the one that is to be replaced. */
export async function keepWording(
  { table, clock, publicBaseUrl }: WordingDeps,
  org: string,
  language: string,
  wording: Wording,
  version?: number,
): Promise<OwnWording> {
  refuse(wordingIssues(wording, exampleUrl(publicBaseUrl)));
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const [organisation, before] = await both(table, org, language);
    expectVersion(before, version);
    if (!before && Object.keys(organisation.wordings ?? {}).length >= MOST_LANGUAGES) {
      refuse([
        { pointer: '/path/language', code: 'too_many', detail: `At most ${MOST_LANGUAGES} languages.` },
      ]);
    }
    const now = clock.now();
    const after: OwnWording = {
      ...wording,
      org,
      language,
      version: (before?.version ?? 0) + 1,
      writer: newWriter(),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    const wordings = { ...organisation.wordings, [language]: textsIn(wording) };
    const change = { before: organisation, after: withWordings(organisation, wordings, now) };
    if (await putWording(table, after, before, change)) return after;
  }
  throw busy();
}

/** Messages in this language are written in the next one from now on. */
export async function removeWording(
  { table, clock }: Omit<WordingDeps, 'publicBaseUrl'>,
  org: string,
  language: string,
  version?: number,
): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const [organisation, before] = await both(table, org, language);
    if (!before) throw notFound();
    expectVersion(before, version);
    const { [language]: _, ...wordings } = organisation.wordings ?? {};
    const change = { before: organisation, after: withWordings(organisation, wordings, clock.now()) };
    if (await deleteWording(table, before, change)) return;
  }
  throw busy();
}

/** A short url as long as every other one. */
export function exampleUrl(publicBaseUrl: string): string {
  return shortUrl(publicBaseUrl, '4fTq0ZxK7mWcR2vNbL9sYd');
}

export function refuse(errors: readonly FieldIssue[]): void {
  if (errors.length === 0) return;
  throw new AppError('validation_error', { detail: 'The wording cannot be used; see errors.', errors });
}

function both(table: Table, org: string, language: string) {
  return Promise.all([getOrganisation(table, org), getWording(table, org, language)]);
}

function withWordings(
  { wordings: _, ...before }: Organisation,
  wordings: NonNullable<Organisation['wordings']>,
  now: number,
): Organisation {
  return {
    ...before,
    ...(Object.keys(wordings).length ? { wordings } : {}),
    version: before.version + 1,
    writer: newWriter(),
    updatedAt: now,
  };
}

function expectVersion(before: OwnWording | undefined, version: number | undefined): void {
  if (version === undefined || version === before?.version) return;
  throw new AppError('version_conflict', 'The wording is of another version than If-Match names.');
}

function busy(): AppError {
  return new AppError('operation_in_progress', 'The organisation is being changed by others; try again.');
}
