import { headerRank, headerSpelling } from './header-names.ts';
import type { SipMessage } from './message.ts';
import { splitList } from './name-addr.ts';
import { splitHead } from './split-head.ts';

/** One line to be written, with its place in the canonical order. */
export interface OutLine {
  readonly rank: number;
  readonly text: string;
}

/** What an application wants to send: its headers with the names as it wrote them, and the body. */
export interface Draft {
  readonly startLine: string;
  readonly headers: readonly DraftHeader[];
  readonly body: string;
}

export interface DraftHeader {
  /** Long lower-case name. */
  readonly name: string;
  readonly written: string;
  readonly value: string;
}

/** Reads what an application wrote after its frame header; lines that are no header lines are dropped. */
export function parseDraft(text: string): Draft {
  const head = splitHead(text);
  return { startLine: head.startLine, headers: head.lines, body: head.bodyAt < 0 ? '' : text.slice(head.bodyAt) };
}

export const draftHeader = (draft: Draft, name: string): string | undefined =>
  draft.headers.find((h) => h.name === name)?.value;

/** A line in canonical spelling. */
export function outLine(name: string, written: string, value: string): OutLine {
  return { rank: headerRank(name), text: `${headerSpelling(name, written)}: ${value}\r\n` };
}

/** A line of a header this server knows by its spelling. */
export function ownLine(spelling: string, value: string): OutLine {
  return { rank: headerRank(spelling.toLowerCase()), text: `${spelling}: ${value}\r\n` };
}

/** Writes a message: lines in canonical order (stable), Content-Length computed in bytes. */
export function writeMessage(startLine: string, fixed: string, lines: OutLine[], body: string): string {
  lines.push(ownLine('Content-Length', String(body.length)));
  if (lines.length > 1) lines.sort((a, b) => a.rank - b.rank);
  let text = `${startLine}\r\n${fixed}`;
  for (const line of lines) text += line.text;
  return `${text}\r\n${body}`;
}

/** The message for an application: as received, with the stamped topmost Via; compact names written out. */
export function forwardText(message: SipMessage, stampedVia: string | undefined): string {
  const { text, viaStart, viaEnd } = message;
  if (message.regular) return stampedVia === undefined ? text : text.slice(0, viaStart) + stampedVia + text.slice(viaEnd);
  const first = text.slice(0, text.indexOf('\r\n'));
  let out = `${first}\r\n`;
  let stamped = stampedVia === undefined;
  for (const line of splitHead(text).lines) {
    let value = line.value;
    if (!stamped && line.name === 'via' && stampedVia !== undefined) {
      value = stampedVia + line.value.slice(splitList(line.value)[0]?.length ?? 0);
      stamped = true;
    }
    const spelled = line.written.length === 1 ? headerSpelling(line.name, line.name) : line.written;
    out += `${spelled}: ${value.trim()}\r\n`;
  }
  return `${out}\r\n${message.body}`;
}

/** Drachtio writes credentials with a blank after each comma; quoted commas stay. */
export function spacedCommas(value: string): string {
  return value.replace(/("(?:[^"\\]|\\.)*")|\s*,\s*/g, (_all, quoted: string | undefined) => quoted ?? ', ');
}
