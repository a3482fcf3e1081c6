import { quoted } from './header-text.ts';
import { parseParams, splitList } from './split-list.ts';

/** What a Reason header says (RFC 3326). */
export interface Reason {
  /** `SIP ;cause=` */
  readonly sip?: number;
  /** `Q.850 ;cause=` */
  readonly q850?: number;
  readonly text: string;
}

/** Reads a Reason header; an empty reason when there is none or it is unreadable. */
export function parseReason(header: string | undefined): Reason {
  let sip: number | undefined;
  let q850: number | undefined;
  let text = '';
  for (const value of splitList(header ?? '')) {
    const [protocol = '', ...rest] = splitList(value, ';');
    const params = parseParams(rest);
    const cause = Number(params.get('cause'));
    text ||= params.get('text') ?? '';
    if (!Number.isInteger(cause) || cause <= 0) continue;
    if (/^sip$/i.test(protocol)) sip ??= cause;
    if (/^q\.850$/i.test(protocol)) q850 ??= cause;
  }
  return { ...(sip === undefined ? {} : { sip }), ...(q850 === undefined ? {} : { q850 }), text };
}

/** SIP status → Q.850 cause (RFC 3398 §8.2.6.1); 31 = normal, unspecified. */
const Q850_OF_SIP: Readonly<Record<number, number>> = {
  200: 16, 404: 1, 408: 102, 480: 18, 481: 41, 484: 28, 486: 17, 487: 16, 488: 65, 500: 41, 503: 41, 600: 17, 603: 21,
};

/** A Reason header for a BYE or CANCEL: the Q.850 cause first (gateways read it), then the SIP status. */
export function reasonHeader(code: number, text: string): string {
  const said = quoted(text);
  return `Q.850;cause=${Q850_OF_SIP[code] ?? 31};text=${said}, SIP;cause=${code};text=${said}`;
}
