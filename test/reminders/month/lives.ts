import { derivedId } from '../../../lib/ids.ts';
import type { Organisation } from '../../../lib/organisations/organisation.ts';
import type { Act, Story } from './script.ts';

/** Something that was done about a link, and what the caller learned of it. */
export interface Done {
  kind: Act['kind'] | 'create';
  /** The link of the chain that it was done to. */
  link: string;
  at: number;
  order: number;
  /** `unknown`: whoever did it died, or was told that it is not known yet. */
  outcome: 'done' | 'refused' | 'unknown';
  act?: Act;
}

/** A link and those that took its place, as the people around it know them. */
export interface Life {
  story: Story;
  organisation: Organisation;
  /** First to last; the last one is what can be paid. */
  ids: string[];
  done: Done[];
}

export function newLife(seed: string, story: Story, organisation: Organisation): Life {
  const id = derivedId(story.createdAt, seed, String(story.nth));
  return { story, organisation, ids: [`${id}0`], done: [] };
}

export function headOf({ ids }: Life): string {
  return ids.at(-1) ?? '';
}

export function successorOf(seed: string, { story, ids }: Life, at: number): string {
  return `${derivedId(at, seed, String(story.nth), 'instead', String(ids.length))}0`;
}
