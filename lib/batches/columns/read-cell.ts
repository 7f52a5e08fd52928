import { atWall } from '../../time/offset.ts';
import type { Form } from '../model/columns.ts';
import { withCountryCode } from './phone.ts';

/** What a cell says, or what is wrong with it. Never holds what is in a cell that is wrong. */
export type CellValue = string | number | boolean | readonly string[] | CellFault;

export interface CellFault {
  code: string;
  detail: string;
}

export interface Reading {
  /** IANA name: in which a date without time ends. */
  timezone: string;
  /** Where numbers without country code are at home. */
  phones?: 'GB' | 'US' | undefined;
}

/** Reads a cell that is not empty and has no blanks around it. `major` and `option` need more of the row: see there. */
export function readCell(form: Exclude<Form, 'major' | 'option'>, cell: string, reading: Reading): CellValue {
  switch (form) {
    case 'text':
      return cell;
    case 'word':
      return cell.toLowerCase();
    case 'code':
      return cell.toUpperCase();
    case 'phone':
      return withCountryCode(cell, reading.phones);
    case 'minor':
      return /^\d{1,15}$/.test(cell) ? Number(cell) : NOT_MINOR;
    case 'boolean':
      return BOOLEANS.get(cell.toLowerCase()) ?? NOT_BOOLEAN;
    case 'list':
      return cell.split(SEPARATOR).filter((part) => part !== '');
    case 'channels': {
      const words = cell.toLowerCase();
      return words === 'none' ? [] : words.split(SEPARATOR).filter((part) => part !== '');
    }
    case 'end':
      return DATE.test(cell) ? endOfDay(cell, reading.timezone) : cell;
    default:
      return form satisfies never;
  }
}

export function isFault(value: CellValue): value is CellFault {
  return typeof value === 'object' && 'detail' in value;
}

export const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

const SEPARATOR = /[\s,;|]+/;
const DATE = /^2\d{3}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

const NOT_BOOLEAN: CellFault = {
  code: 'wrong_format',
  detail: 'One of true, false, yes, no, 1, 0.',
};

const NOT_MINOR: CellFault = {
  code: 'wrong_format',
  detail:
    'A whole number in minor units (pence, cents), digits only. Amounts such as 42.50 belong into a column amount_major.',
};

const NO_DATE: CellFault = { code: 'wrong_format', detail: 'There is no such date.' };

/** Most rows of a file have the same. */
let last = { date: '', timezone: '', end: '' };

/** Its last second, in the organisation's zone. */
function endOfDay(date: string, timezone: string): CellValue {
  if (last.date === date && last.timezone === timezone) return last.end;
  const at = Date.parse(`${date}T00:00:00Z`);
  // 30 February is read as 2 March by some.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date) return NO_DATE;
  const next = new Date(at + DAY_MS).toISOString().slice(0, 10);
  const end = new Date(atWall(next, '00:00', timezone) - 1000).toISOString().replace('.000Z', 'Z');
  last = { date, timezone, end };
  return end;
}
