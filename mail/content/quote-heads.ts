import { REPLY_MARKER } from './reply-marker.ts';

const marker = REPLY_MARKER.replaceAll('#', '').trim();
/** Outlook, QQ, Foxmail, 163: lines of dashes with these words; forwarded mail is what somebody wants us to read and stays. */
const ORIGINAL = /^\s*[-_—–=*]{2,}\s*(?:original message|original e-?mail|原始邮件|原邮件|原始郵件|原郵件|回复的原邮件|回复的邮件|邮件原件|reply message|replied message)\s*[-_—–=*]{2,}\s*$/i;
/** English dates and names in the order of Gmail, Apple Mail, Thunderbird, 163 ("At 2026-01-05 10:00:00, "X" <x@y> wrote:"). */
const WROTE = /^\s*(?:on|at|am|le)\s.{4,300}?\s(?:wrote|writes|schrieb|a écrit)\s*[:：]\s*$/i;
/** Gmail, Apple Mail, 163 and Coremail in Chinese. */
const WROTE_ZH = /^\s*(?:在\s?|于\s?|at\s)?.{4,300}?(?:写道|寫道|编写|写到|撰写)\s*[:：]?\s*$/;
const HAS_DATE = /\d{4}\s?[-/年.]\s?\d{1,2}|\d{1,2}\s?[:：]\s?\d{2}|@/;
/** The block of Outlook and of phones: a list of fields. */
const FIELD = /^\s*[>*]*\s*\*{0,2}(from|sent|date|to|cc|subject|von|gesendet|an|betreff|发件人|发件者|寄件者|寄件人|发送时间|发送日期|發送時間|日期|时间|收件人|收件者|抄送|抄送人|副本|主题|主題|主旨)\s*\*{0,2}\s*[:：]\s*\*{0,2}/i;
const FIRST_FIELD = /^\s*[>*]*\s*\*{0,2}(from|von|发件人|发件者|寄件者|寄件人)\s*\*{0,2}\s*[:：]/i;
/** A block may be spread over so many lines, and has at least so many fields. */
const BLOCK = { lines: 8, fields: 3 } as const;
/** Attributions are broken by mail programs into so many lines at most. */
const WRAPPED = 3;

export interface QuoteHead {
  /** Line it begins at. */
  readonly at: number;
  /** Line behind it. */
  readonly end: number;
}

/** Where the first quoted message begins, by the line that announces it. */
export function quoteHead(lines: readonly string[]): QuoteHead | undefined {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.includes(marker)) return { at: beforeMarker(lines, at), end: at + 1 };
    if (ORIGINAL.test(line)) return { at, end: behindFields(lines, at + 1) };
    const wrote = attribution(lines, at);
    if (wrote !== undefined) return { at, end: wrote };
    if (FIRST_FIELD.test(line) && fieldsFrom(lines, at) >= BLOCK.fields && !forwarded(lines, at)) return { at: withoutRule(lines, at), end: behindFields(lines, at) };
  }
  return undefined;
}

/** The attribution above the marker goes with it. */
function beforeMarker(lines: readonly string[], at: number): number {
  for (let above = Math.max(0, at - 8); above < at; above += 1) {
    if (ORIGINAL.test(lines[above] ?? '') || attribution(lines, above) !== undefined || (FIRST_FIELD.test(lines[above] ?? '') && fieldsFrom(lines, above) >= BLOCK.fields)) return withoutRule(lines, above);
  }
  return at;
}

/** Line behind an attribution that begins at `at`; it may be wrapped. */
function attribution(lines: readonly string[], at: number): number | undefined {
  if ((lines[at] ?? '').trim() === '' || (lines[at] ?? '').trimStart().startsWith('>')) return undefined;
  let joined = '';
  for (let i = 0; i < WRAPPED; i += 1) {
    const line = lines[at + i];
    if (line === undefined || (i > 0 && line.trim() === '')) return undefined;
    joined = `${joined} ${line.trim()}`.trim();
    if (joined.length > 400) return undefined;
    if ((WROTE.test(joined) || WROTE_ZH.test(joined)) && HAS_DATE.test(joined)) return at + i + 1;
  }
  return undefined;
}

function fieldsFrom(lines: readonly string[], at: number): number {
  const names = lines.slice(at, at + BLOCK.lines).flatMap((line) => FIELD.exec(line)?.[1]?.toLowerCase() ?? []);
  return new Set(names).size;
}

/** "Forwarded message", "转发邮件" stand above the fields of what is passed on. */
function forwarded(lines: readonly string[], at: number): boolean {
  return lines.slice(Math.max(0, at - 2), at).some((line) => /forward|转发|轉寄|转寄/i.test(line));
}

function behindFields(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < Math.min(lines.length, from + BLOCK.lines); at += 1) if (FIELD.test(lines[at] ?? '')) end = at + 1;
  return end;
}

/** The rule that Outlook draws above its block. */
function withoutRule(lines: readonly string[], at: number): number {
  const above = lines[at - 1] ?? '';
  return /^\s*[-_—–=]{5,}\s*$/.test(above) ? at - 1 : at;
}
