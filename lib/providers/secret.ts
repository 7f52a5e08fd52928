/** A text that no printer shows: JSON, string templates, `console.log`, error causes and loggers all get `[secret]`. */
export interface Secret {
  reveal(): string;
  toJSON(): string;
  toString(): string;
}

export function secret(value: string): Secret {
  const hidden = () => '[secret]';
  return Object.freeze({
    reveal: () => value,
    toJSON: hidden,
    toString: hidden,
    [Symbol.for('nodejs.util.inspect.custom')]: hidden,
  });
}
