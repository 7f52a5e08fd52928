/** An amount in integer minor units (pence, cents) of an ISO 4217 currency. Never a float. */
export interface Money {
  amount: number;
  currency: string;
}

/** An amount that cannot be said in its currency, or is not an amount at all. Never shows the value. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/** How a provider writes amounts on the wire. Both ways throw `MoneyError`. */
export interface MoneyCodec<Wire> {
  encode(amount: number, currency: string): Wire;
  /** Gives integer minor units. */
  decode(wire: unknown, currency: string): number;
}

/** ISO 4217 (list one, active currencies) by the number of decimals of the minor unit. */
const CODES_BY_EXPONENT: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC ' +
    'CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR ' +
    'JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD ' +
    'NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN ' +
    'SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_EXPONENT).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(exponent)]),
  ),
);

/** Decimals of the currency's minor unit; undefined: not an ISO 4217 currency. */
export function exponentOf(currency: string): number | undefined {
  return EXPONENTS.get(currency);
}

/** For people: `£125.00`, `¥1,250`. By decimal text, so exact for every amount. */
export function formatMoney({ amount, currency }: Money, locale = 'en-GB'): string {
  const digits = knownExponent(currency);
  const text = toDecimalText(amount, currency);
  if (!isNumericText(text)) throw new MoneyError('not an amount');
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(text);
}

/** `12500` of GBP → `"125.00"`; always all decimals of the currency. */
export function toDecimalText(amount: number, currency: string): string {
  const exponent = knownExponent(currency);
  const digits = String(checkedAmount(amount)).padStart(exponent + 1, '0');
  if (exponent === 0) return digits;
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** `"125"`, `"125.5"`, `"125.50"` of GBP → minor units; more decimals than the currency has are refused, zeros or not. */
export function fromDecimalText(text: string, currency: string): number {
  const exponent = knownExponent(currency);
  const [, whole, fraction = ''] = /^(\d{1,16})(?:\.(\d{1,16}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new MoneyError('not a decimal amount');
  if (fraction.length > exponent) throw new MoneyError(`more decimals than ${currency} has`);
  return checkedAmount(Number(whole + fraction.padEnd(exponent, '0')));
}

/** JSON integer in minor units: `12500`. */
export const minorInteger: MoneyCodec<number> = {
  encode: (amount) => checkedAmount(amount),
  decode: (wire) => {
    if (typeof wire !== 'number') throw new MoneyError('not an integer');
    return checkedAmount(wire);
  },
};

/** String of digits in minor units: `"12500"`. */
export const minorString: MoneyCodec<string> = {
  encode: (amount) => String(checkedAmount(amount)),
  decode: (wire) => {
    if (typeof wire !== 'string' || !/^\d{1,16}$/.test(wire)) throw new MoneyError('not a string of digits');
    return checkedAmount(Number(wire));
  },
};

/**
 * JSON number in major units: `125.5`. The number is only ever the parsed or printed form of a decimal text; nothing is
 * calculated with it. Reads a number or a string.
 */
export const majorDecimal: MoneyCodec<number> = {
  encode: (amount, currency) => {
    const wire = Number(toDecimalText(amount, currency));
    if (decodeMajor(wire, currency) !== amount) throw new MoneyError('too large for a JSON number');
    return wire;
  },
  decode: decodeMajor,
};

/** String in major units: `"125.50"`. Reads a number or a string. */
export const majorString: MoneyCodec<string> = { encode: toDecimalText, decode: decodeMajor };

function decodeMajor(wire: unknown, currency: string): number {
  // String() of a number is its shortest decimal text, which is what the sender wrote.
  if (typeof wire !== 'string' && typeof wire !== 'number') throw new MoneyError('not a decimal amount');
  return fromDecimalText(String(wire), currency);
}

function checkedAmount(amount: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new MoneyError('not an amount in minor units');
  return amount;
}

function knownExponent(currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === undefined) throw new MoneyError('not an ISO 4217 currency');
  return exponent;
}

function isNumericText(text: string): text is `${number}` {
  return /^\d+(\.\d+)?$/.test(text);
}
