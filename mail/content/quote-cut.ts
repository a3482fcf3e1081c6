import { quoteHead } from './quote-heads.ts';
import { cutSignature } from './signature.ts';

export interface CutText {
  /** What the sender wrote now. */
  readonly visible: string;
  /** Something was left out; the original has it. */
  readonly cut: boolean;
}

/** Longer mails are cut line by line only as far as this. */
const MOST_LINES = 20_000;
const isQuoted = (line: string) => /^\s?>/.test(line);
const isBlank = (line: string) => line.trim() === '';

/**
 * A mail without what it quotes and without its signature. Answers between quoted lines keep these; a mail that is nothing but a quotation or a
 * signature stays whole.
 */
export function cutQuote(text: string): CutText {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n').slice(0, MOST_LINES);
  const head = quoteHead(lines);
  const above = head ? lines.slice(0, head.at) : lines;
  const below = head ? answersIn(lines.slice(head.end)) : [];
  const kept = head ? [...trimmed(withoutTrailingQuote(above)), ...(below.length > 0 ? ['', ...below] : [])] : withoutTrailingQuote(above);
  const visible = trimmed(cutSignature(trimmed(kept))).join('\n').replaceAll(/\n{3,}/g, '\n\n');
  const whole = trimmed(lines).join('\n');
  if (visible.trim() === '') return { visible: whole, cut: false };
  return { visible, cut: visible !== whole.replaceAll(/\n{3,}/g, '\n\n') };
}

/** What stands below or between quoted lines after an attribution; without any `>` all of it is the old message. */
function answersIn(lines: readonly string[]): string[] {
  if (!lines.some(isQuoted)) return [];
  const first = lines.findIndex((line) => !isBlank(line));
  if (!isQuoted(lines[first] ?? '')) return [];
  const blocks = blocksOf(lines);
  const answers = blocks.filter(({ quoted, lines: of }) => !quoted && of.some((line) => !isBlank(line)));
  // Long lines that were wrapped leave ends without a mark; an answer begins behind an empty line.
  const real = answers.filter(({ lines: of }) => isBlank(of[0] ?? ''));
  if (real.every(({ lines: of }) => quoteHead(of)?.at === of.findIndex((line) => !isBlank(line)))) return [];
  if (real.length === 1) return trimmed(real[0]?.lines ?? []);
  return trimmed(lines);
}

interface Block {
  readonly quoted: boolean;
  readonly lines: string[];
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    const quoted = isQuoted(line);
    if (last && last.quoted === quoted) last.lines.push(line);
    else blocks.push({ quoted, lines: [line] });
  }
  return blocks;
}

/** Quoted lines at the end that nothing announces. */
function withoutTrailingQuote(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && (isQuoted(lines[end - 1] ?? '') || isBlank(lines[end - 1] ?? ''))) end -= 1;
  return lines.slice(end).some(isQuoted) ? lines.slice(0, end) : lines;
}

function trimmed(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => !isBlank(line));
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex((line) => !isBlank(line)) + 1);
}
