import { escapeHtml } from '../escape-html.ts';

const MARKUP = Symbol('markup');

/** Markup that is safe to send. Only `html` and `raw` make it; nothing that was parsed can look like it. */
export interface Html {
  readonly [MARKUP]: string;
}

type Value = string | number | Html | readonly Html[] | undefined;

/** A template in which every value is escaped, for text and for quoted attributes alike; `undefined` is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return raw(strings.reduce((all, part, index) => all + toMarkup(values[index - 1]) + part));
}

/** Markup as it is: for constants of ours alone. */
export function raw(markup: string): Html {
  return { [MARKUP]: markup };
}

export function markupOf(markup: Html): string {
  return markup[MARKUP];
}

function toMarkup(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return MARKUP in value ? value[MARKUP] : value.map(markupOf).join('');
}
