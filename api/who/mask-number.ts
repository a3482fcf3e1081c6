/** ITU-T E.164 §6: at most 15 digits. Shorter than seven are extensions and service numbers, which are nobody's secret; accounts of the call-us page (`guest-…`) are no numbers at all. */
const NUMBER = /(?<!\bguest-[0-9a-f]*)\+?\d{7,15}/g;

/** `13800138000` → `138 **** 8000`; short numbers keep two digits at each end, so that something stays hidden. */
export const maskNumber = (text: string): string => text.replaceAll(NUMBER, masked);

function masked(number: string): string {
  const plus = number.startsWith('+') ? '+' : '';
  const digits = number.slice(plus.length);
  const long = digits.length >= 11;
  // A country code stays: the last eight digits but four are what is hidden.
  const head = long ? digits.length - 8 : 2;
  return `${plus}${digits.slice(0, head)} **** ${digits.slice(long ? -4 : -2)}`;
}

/** Every text inside, however deep; keys stay, and so do fields named in `except`, such as ids. */
export function maskNumbers<T>(value: T, except: ReadonlySet<string>): T {
  if (typeof value === 'string') return maskNumber(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => maskNumbers(each, except)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, except.has(key) ? each : maskNumbers(each, except)])) as T;
}
