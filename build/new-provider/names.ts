import { transformSync } from 'esbuild';

/** One id in every form in which code writes it. */
export interface Names {
  /** `acme-pay` */
  id: string;
  /** `acmePay` */
  camel: string;
  /** `AcmePay` */
  pascal: string;
  /** `ACME_PAY` */
  constant: string;
  /** `Acme Pay`, for people, until somebody writes it as the provider does. */
  words: string;
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 40;

/** The names of the templates' own provider; two words, so that no two of its forms are alike. */
export const TEMPLATE_NAMES = formsOf('sample-provider');

/** Throws an Error that says what is wrong with an id. */
export function namesOf(id: string): Names {
  if (!ID.test(id) || id.length > LONGEST) {
    throw new Error(
      `An id is lower-case letters and digits, words joined by hyphens, at most ${LONGEST} characters: not "${id}"`,
    );
  }
  const names = formsOf(id);
  if (id === TEMPLATE_NAMES.id || !isIdentifier(names.camel))
    throw new Error(`"${id}" cannot be a name in code`);
  return names;
}

function formsOf(id: string): Names {
  const words = id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = words.join('');
  return {
    id,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    constant: id.toUpperCase().replaceAll('-', '_'),
    words: words.join(' '),
  };
}

function isIdentifier(name: string): boolean {
  try {
    return transformSync(`export const ${name} = 1;`, { format: 'esm', logLevel: 'silent' }).code !== '';
  } catch {
    return false;
  }
}
