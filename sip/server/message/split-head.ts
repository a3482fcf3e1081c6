import { headerKey } from './header-names.ts';

/** A message cut at its seams, before anybody judges it. */
export interface SplitHead {
  readonly startLine: string;
  readonly lines: readonly WrittenLine[];
  /** Index just behind the blank line; -1 when there is none. */
  readonly bodyAt: number;
  /** A line that is no header line, or a control character where none may be. */
  readonly broken: boolean;
  /** Some name was in compact form. */
  readonly compact: boolean;
}

/** A header line with the place of its value in the text. */
export interface WrittenLine {
  readonly name: string;
  readonly written: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const FOLD = /\r\n[ \t]+/g;
const NAME = /^[\w\-.!%*+`'~]+$/;

/** Cuts a byte string into start line, unfolded header lines and the place of the body (RFC 3261 §7.3.1). */
export function splitHead(text: string): SplitHead {
  const blank = text.indexOf('\r\n\r\n');
  const headEnd = blank < 0 ? text.length : blank;
  const firstEnd = lineEnd(text, 0, headEnd);
  const lines: WrittenLine[] = [];
  let broken = blank < 0;
  let compact = false;
  for (let at = firstEnd + 2; at < headEnd; ) {
    let end = lineEnd(text, at, headEnd);
    let folded = false;
    while (end < headEnd && isBlank(text.charCodeAt(end + 2))) {
      end = lineEnd(text, end + 2, headEnd);
      folded = true;
    }
    const line = cutLine(text, at, end, folded);
    if (line === undefined) broken = true;
    else {
      if (line.written.length === 1) compact = true;
      lines.push(line);
    }
    at = end + 2;
  }
  return { startLine: text.slice(0, firstEnd), lines, bodyAt: blank < 0 ? -1 : blank + 4, broken, compact };
}

function cutLine(text: string, at: number, end: number, folded: boolean): WrittenLine | undefined {
  const colon = text.indexOf(':', at);
  if (colon < 0 || colon >= end) return undefined;
  const written = text.slice(at, colon).trimEnd();
  const name = headerKey(written);
  if (!NAME.test(written)) return undefined;
  let start = colon + 1;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  const raw = text.slice(start, end);
  const value = (folded ? raw.replace(FOLD, ' ') : raw).trim();
  if (value.includes('\n') || value.includes('\r')) return undefined;
  return { name, written, value, start, end };
}

function lineEnd(text: string, from: number, limit: number): number {
  const end = text.indexOf('\r\n', from);
  return end < 0 || end > limit ? limit : end;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
