import { describe, expect, it } from 'vitest';
import { parseMessage } from './parse.ts';
import { forwardText, outLine, ownLine, parseDraft, spacedCommas, writeMessage } from './write.ts';

describe('a message we write', () => {
  it('has canonical names in canonical order, custom headers last, and its length in bytes', () => {
    const draft = parseDraft('SIP/2.0 200 OK\r\nx-lower: 1\r\np-custom: 2\r\nallow: INVITE\r\ncontact: <sip:a@b>\r\n\r\n');
    const lines = draft.headers.map((h) => outLine(h.name, h.written, h.value));
    const body = Buffer.from('é').toString('latin1');
    expect(writeMessage(draft.startLine, 'Via: v\r\n', [...lines, ownLine('Content-Type', 'text/plain')], body)).toBe(
      `SIP/2.0 200 OK\r\nVia: v\r\nContact: <sip:a@b>\r\nAllow: INVITE\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nx-lower: 1\r\nP-Custom: 2\r\n\r\n${body}`,
    );
  });

  it('spaces the commas of credentials, but not those inside quotes', () => {
    expect(spacedCommas('Digest a="1,2",b=3 ,  c="x\\",y"')).toBe('Digest a="1,2", b=3, c="x\\",y"');
  });
});

describe('a message we hand on', () => {
  const text = (via: string) =>
    `OPTIONS sip:a@b SIP/2.0\r\n${via}\r\nFROM: sip:x@y;tag=1\r\nTo: sip:a@b\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nX-Long: a\r\n b\r\n\r\nbody`;
  const forwarded = (via: string) => {
    const parsed = parseMessage(text(via));
    if (!parsed.ok) throw new Error(parsed.refusal.why);
    return forwardText(parsed.message, 'STAMPED');
  };

  it('stays as received apart from the topmost Via', () => {
    expect(forwarded('Via: SIP/2.0/UDP h;branch=1, SIP/2.0/UDP g;branch=2')).toBe(text('Via: STAMPED, SIP/2.0/UDP g;branch=2'));
  });

  it('gets its compact names written out, because drachtio-srf knows only some of them', () => {
    expect(forwarded('v: SIP/2.0/UDP h;branch=1\r\no: presence')).toBe(
      text('Via: STAMPED\r\nEvent: presence').replace('a\r\n b', 'a b'),
    );
  });
});
