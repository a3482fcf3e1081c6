import type { Ticket } from '#tickets';
import { plainText } from '../../search/transcript-text.ts';

const RUN = /\p{Script=Han}+|[\p{L}\p{M}\p{N}']+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}']|$)/gu;
const HAN = /^\p{Script=Han}/u;
const DIGITS = /^\d+$/;
/** FNV-1a, 32 bits. */
const FNV_OFFSET = 0x81_1c_9d_c5;
const FNV_PRIME = 0x01_00_01_93;
/** A word is found by how it begins: its first three, four and five letters. */
const SHORT = 3;
const LONG = 5;
/** People know the end of a telephone number, an order, a card. */
const LAST_DIGITS = 4;
const LONG_NUMBER = 7;
/** Pairs of words share so many numbers: a phrase needs no more, and an index of as many lists stays small. */
const PAIRS = 1 << 18;
/** A question with more words than this is narrow enough. */
const MOST_TERMS = 12;

/** What a ticket is found by, as it is compared: subject, text, fields, customer, each behind a line of its own. */
export function bodyOf({ subject, text, fields, requester, tags }: Ticket): string {
  const parts = [subject, text, ...Object.values(fields).filter((value) => typeof value !== 'boolean').map(String), requester.name, requester.number, requester.email, requester.customer, ...tags];
  return parts.map((part) => plainText(part ?? '')).filter((part) => part !== '').join('\n');
}

/**
 * Numbers of what a body can be found by: characters and pairs of characters of Chinese; how words begin, and pairs of them beside each other; how long
 * numbers end. Two things may have the same number, so what is found is looked at again.
 */
export function wordsOf(body: string): number[] {
  const found = new Set<number>();
  for (const run of body.match(RUN) ?? []) {
    if (HAN.test(run)) for (const gram of [...run, ...pairs(run)]) found.add(numberOf(gram));
    else for (const part of beginnings(run)) found.add(numberOf(part));
  }
  for (const pair of pairNumbers(body)) found.add(pair);
  return [...found].sort((a, b) => a - b);
}

/** Words with one space between them: how the first begins and how the second does, so that the last word of a phrase need not be whole. */
function pairNumbers(body: string): number[] {
  const found: number[] = [];
  let before: string | undefined;
  let end = -1;
  for (const { 0: run, index } of body.matchAll(RUN)) {
    const word = HAN.test(run) ? undefined : run;
    if (before !== undefined && word !== undefined && index === end + 1 && body[end] === ' ') found.push(numberOf(`${begin(before, LONG)} ${begin(word, SHORT)}`) & (PAIRS - 1));
    before = word;
    end = index + run.length;
  }
  return found;
}

const begin = (word: string, length: number) => [...word].slice(0, length).join('');

function beginnings(word: string): string[] {
  const chars = [...word];
  if (chars.length <= SHORT) return [word];
  const begins = [SHORT, SHORT + 1, LONG].filter((length) => length <= chars.length).map((length) => chars.slice(0, length).join(''));
  const end = chars.length >= LONG_NUMBER && DIGITS.test(word) ? [`…${word.slice(-LAST_DIGITS)}`] : [];
  return [...begins, ...end];
}

/** One thing that is looked for: as it is compared, and the numbers of which it must have all of one list. */
export interface Term {
  readonly plain: string;
  readonly numbers: readonly (readonly number[])[];
}

/** What is looked for, all of it wanted; none when there is nothing to look for. */
export function termsOf(text: string): Term[] {
  const parts = [...text.matchAll(/"([^"]*)"|\S+/g)].map(([whole, quoted]) => plainText(quoted ?? whole));
  return [...new Set(parts)].filter((plain) => plain !== '').slice(0, MOST_TERMS).map((plain) => ({ plain, numbers: alternatives(plain) }));
}

function alternatives(plain: string): number[][] {
  const runs = plain.match(RUN) ?? [];
  const numbers = [...new Set([...runs.flatMap((run) => (HAN.test(run) ? hanNumbers(run) : [numberOf(begin(run, LONG))])), ...pairNumbers(plain)])];
  return plain.length === LAST_DIGITS && DIGITS.test(plain) ? [numbers, [numberOf(`…${plain}`)]] : [numbers];
}

const hanNumbers = (run: string): number[] => ([...run].length > 1 ? pairs(run) : [run]).map(numberOf);

function pairs(run: string): string[] {
  const chars = [...run];
  return chars.slice(1).map((char, index) => `${chars[index] ?? ''}${char}`);
}

/** As PostgreSQL's int has it: signed. */
export function numberOf(text: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash | 0;
}
