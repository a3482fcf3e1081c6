import { type Tokens, digitOf, ordinalText, readCardinal, readOrdinal, readPair } from './en-numerals.ts';
import type { Rule } from './rewriting.ts';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
/** Before an hour and minutes; else three thirty is 330. */
const TIME_BEFORE = new Set(['at', 'around', 'about', 'by', 'before', 'after', 'until', 'till', 'since', 'from', 'past']);
const CENTURIES = new Set(['sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty']);
const two = (minutes: number) => String(minutes).padStart(2, '0');
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Half past three, quarter to four, ten past five. */
export const pastTime: Rule<Tokens> = (tokens, at) => {
  const from = tokens[at] === 'a' && tokens[at + 1] === 'quarter' ? at + 1 : at;
  const pair = readCardinal(tokens, from);
  const named = tokens[from] === 'half' ? 30 : tokens[from] === 'quarter' ? 15 : undefined;
  const minutes = named ?? (pair && pair.value >= 5 && pair.value < 30 ? pair.value : undefined);
  const to = named === undefined ? (pair?.to ?? from) : from + 1;
  const before = tokens[to] === 'to';
  if (minutes === undefined || (tokens[to] !== 'past' && !before) || (before && named === 30)) return undefined;
  // Ten to five may be a range; a quarter to five is not.
  if (before && named === undefined) return undefined;
  const hour = hourAt(tokens, to + 1);
  if (!hour) return undefined;
  const shown = before ? ((hour.value + 10) % 12) + 1 : hour.value;
  return withHalf(tokens, hour.to, `${shown}:${two(before ? 60 - minutes : minutes)}`);
};

/** Three thirty pm, at nine fifteen, five o'clock, five pm. */
export const clockTime: Rule<Tokens> = (tokens, at) => {
  const hour = hourAt(tokens, at);
  if (!hour) return undefined;
  const apart = tokens[hour.to] === 'o' && tokens[hour.to + 1] === 'clock';
  if (apart || /^o['’]?clock$/u.test(tokens[hour.to] ?? '')) return withHalf(tokens, hour.to + (apart ? 2 : 1), `${hour.value}:00`);
  const minutes = minutesAt(tokens, hour.to);
  const end = minutes?.to ?? hour.to;
  const half = halfAt(tokens, end) !== undefined;
  if (!half && !(minutes && TIME_BEFORE.has(tokens[at - 1] ?? '') && !/^(?:dollars?|percent|hundred|thousand|million|euros?|pounds?|yuan)$/u.test(tokens[end] ?? ''))) return undefined;
  return withHalf(tokens, end, minutes ? `${hour.value}:${two(minutes.value)}` : String(hour.value));
};

/** The twenty third of may, may twenty third; months get their capital. */
export const date: Rule<Tokens> = (tokens, at) => {
  const month = tokens[at] ?? '';
  if (MONTHS.includes(month)) {
    const first = tokens[at + 1] === 'the' && readOrdinal(tokens, at + 2) ? at + 2 : at + 1;
    const day = readOrdinal(tokens, first) ?? (month === 'may' || month === 'march' ? undefined : readCardinal(tokens, at + 1));
    if (!day || day.value > 31 || day.value < 1) return undefined;
    const ordinal = readOrdinal(tokens, first) !== undefined;
    return { to: day.to, text: `${capital(month)} ${first > at + 1 ? 'the ' : ''}${ordinal ? ordinalText(day.value) : day.value}` };
  }
  const day = readOrdinal(tokens, at);
  const named = day && tokens[day.to] === 'of' ? tokens[day.to + 1] : undefined;
  return day && named !== undefined && MONTHS.includes(named) && day.value <= 31 ? { to: day.to + 2, text: `${ordinalText(day.value)} of ${capital(named)}` } : undefined;
};

/** Twenty twenty six, nineteen oh five. */
export const year: Rule<Tokens> = (tokens, at) => {
  const century = CENTURIES.has(tokens[at] ?? '') ? readCardinal(tokens, at)?.value : undefined;
  if (century === undefined || century > 20) return undefined;
  const digit = digitOf(tokens[at + 1]) === 0 ? digitOf(tokens[at + 2]) : undefined;
  const rest = digit === undefined ? readPair(tokens, at + 1) : { value: digit, to: at + 3 };
  return rest && { to: rest.to, text: `${century}${two(rest.value)}` };
};

function hourAt(tokens: Tokens, at: number) {
  const digit = digitOf(tokens[at]);
  const hour = digit === undefined || digit === 0 ? readPair(tokens, at) : { value: digit, to: at + 1 };
  return hour && hour.value <= 12 ? hour : undefined;
}

function minutesAt(tokens: Tokens, at: number) {
  const digit = digitOf(tokens[at]) === 0 ? digitOf(tokens[at + 1]) : undefined;
  const minutes = digit === undefined ? readPair(tokens, at) : { value: digit, to: at + 2 };
  return minutes && minutes.value < 60 ? minutes : undefined;
}

/** `am` and `pm`, in one word or spelt. */
function halfAt(tokens: Tokens, at: number): { text: string; to: number } | undefined {
  const joined = /^(a|p)\.?m\.?$/u.exec(tokens[at] ?? '')?.[1];
  if (joined !== undefined) return { text: `${joined.toUpperCase()}M`, to: at + 1 };
  const spelt = /^[ap]\.?$/u.test(tokens[at] ?? '') && /^m\.?$/u.test(tokens[at + 1] ?? '');
  return spelt ? { text: `${tokens[at]?.charAt(0).toUpperCase()}M`, to: at + 2 } : undefined;
}

function withHalf(tokens: Tokens, at: number, text: string) {
  const half = halfAt(tokens, at);
  return half ? { to: half.to, text: `${text} ${half.text}` } : { to: at, text };
}
