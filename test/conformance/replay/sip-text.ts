/** A SIP message taken apart far enough to compare it. */
export interface SipText {
  readonly startLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly isRequest: boolean;
  /** Method of a request, status code of a response. */
  readonly verb: string;
  readonly cseqMethod: string;
  readonly callId: string;
}

export function readSip(text: string): SipText {
  const end = text.indexOf('\r\n\r\n');
  const [startLine = '', ...lines] = (end < 0 ? text : text.slice(0, end)).split(/\r\n(?![ \t])/);
  const headers = lines.filter((line) => line !== '').map(splitHeader);
  const value = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
  const isRequest = !startLine.startsWith('SIP/2.0');
  return {
    startLine,
    headers,
    body: end < 0 ? '' : text.slice(end + 4),
    isRequest,
    verb: startLine.split(' ')[isRequest ? 0 : 1] ?? '',
    cseqMethod: value('cseq').split(' ')[1] ?? '',
    callId: value('call-id'),
  };
}

function splitHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** The header part and the SIP message of a control frame's payload (empty when there is none). */
export function splitFrame(payload: string): { tokens: string[]; message: string } {
  const end = payload.indexOf('\r\n');
  if (end < 0) return { tokens: payload.split('|'), message: '' };
  return { tokens: payload.slice(0, end).split('|'), message: payload.slice(end + 2) };
}

/** True when the server, not a peer, began the transaction of this message (whose CSeq the server then chose). */
export const begunByServer = (isRequest: boolean, travelsOutward: boolean): boolean => isRequest === travelsOutward;
