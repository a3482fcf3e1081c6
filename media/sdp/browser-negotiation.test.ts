import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core';
import { BrowserNegotiation, isBrowserOffer } from './browser-negotiation.ts';
import { Negotiation } from './negotiation.ts';

const PRINT = Array(32).fill('AB').join(':');
const side = {
  addresses: ['192.0.2.2', '198.51.100.2'],
  port: 20_000,
  ice: { ufrag: 'ours', pwd: 'a-password-of-22-chars' },
  fingerprint: { algorithm: 'sha-256', value: PRINT },
};
const negotiation = (preferOpus = false) => new BrowserNegotiation({ ...side, preferOpus }, seededRandom(1));

interface Changes {
  readonly formats?: string;
  readonly direction?: string;
  readonly setup?: string;
  readonly ufrag?: string;
  readonly without?: RegExp;
}

/** An offer as Chromium writes it. */
function chromium({ formats = '111 63 9 0 8 13 110 126', direction = 'sendrecv', setup = 'actpass', ufrag = 'GMw6', without }: Changes = {}): string {
  const lines = `v=0
o=- 3072647950771275873 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=extmap-allow-mixed
a=msid-semantic: WMS 95eec1d0
m=audio 9 UDP/TLS/RTP/SAVPF ${formats}
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:${ufrag}
a=ice-pwd:8LHLPpdCauKSulDLHvXVwHgm
a=ice-options:trickle
a=fingerprint:sha-256 ${PRINT}
a=setup:${setup}
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=${direction}
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=rtpmap:9 G722/8000
a=rtpmap:0 PCMU/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:13 CN/8000
a=rtpmap:110 telephone-event/48000
a=rtpmap:126 telephone-event/8000
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=mid:1
a=rtpmap:96 VP8/90000`;
  return lines.split('\n').filter((line) => !without?.test(line)).map((line) => `${line}\r\n`).join('');
}

const answered = (it: BrowserNegotiation, changes?: Changes) => {
  const answer = it.answer(chromium(changes));
  if (!answer.ok) throw answer.fault;
  return answer.value.split('\r\n');
};

describe("a browser's offer", () => {
  it('is told from a telephone’s', () => {
    expect(isBrowserOffer(chromium())).toBe(true);
    const phone = new Negotiation({ address: '192.0.2.1', port: 4000 }, seededRandom(1));
    expect(isBrowserOffer(phone.offer())).toBe(false);
    expect(phone.answer(chromium()).ok).toBe(false);
  });

  it('is answered with G.711 on one port, all addresses of ours, and no video', () => {
    const id = 1_346_662_023;
    const lines = answered(negotiation());
    expect(lines.slice(1).map((line) => line.replace(/huawu \d+ \d+/, `huawu ${id} ${id}`))).toEqual([
      `o=huawu ${id} ${id} IN IP4 192.0.2.2`,
      's=-',
      't=0 0',
      'a=ice-lite',
      'a=group:BUNDLE 0',
      'a=msid-semantic: WMS *',
      'm=audio 20000 UDP/TLS/RTP/SAVPF 0 126',
      'c=IN IP4 192.0.2.2',
      'a=mid:0',
      'a=ice-ufrag:ours',
      'a=ice-pwd:a-password-of-22-chars',
      `a=fingerprint:sha-256 ${PRINT}`,
      'a=setup:passive',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:126 telephone-event/8000',
      'a=fmtp:126 0-15',
      'a=ptime:20',
      'a=rtcp-mux',
      'a=sendrecv',
      'a=msid:huawu audio',
      'a=candidate:1 1 udp 2130706431 192.0.2.2 20000 typ host',
      'a=candidate:2 1 udp 2130706175 198.51.100.2 20000 typ host',
      'a=end-of-candidates',
      'm=video 0 UDP/TLS/RTP/SAVPF 96',
      'a=mid:1',
      '',
    ]);
  });

  it('at 0.0.0.0 is no hold; sendonly is', () => {
    const it = negotiation();
    answered(it);
    expect(it.held).toBe(false);
    expect(answered(it, { direction: 'sendonly' })).toContain('a=recvonly');
    expect([it.held, it.session?.sends, it.session?.hears]).toEqual([true, false, false]);
  });

  it('with Opus alone, or where it is wished for, is answered with it', () => {
    const alone = negotiation();
    expect(answered(alone, { formats: '111 110' })).toContain('m=audio 20000 UDP/TLS/RTP/SAVPF 111 110');
    expect(alone.session).toMatchObject({ law: 'ulaw', payload: 111, packetAsked: true, secure: { opus: { payload: 111, eventPayload: 110, sends: true } } });
    expect(answered(negotiation(true))).toContain('m=audio 20000 UDP/TLS/RTP/SAVPF 111 110');
  });

  it('keeps our credentials in a re-offer, and gets new ones in an ICE restart', () => {
    const it = negotiation();
    answered(it);
    expect(answered(it, { direction: 'sendonly' })).toContain('a=ice-ufrag:ours');
    const restarted = answered(it, { ufrag: 'wTMD' }).find((line) => line.startsWith('a=ice-ufrag'));
    expect(restarted).toMatch(/^a=ice-ufrag:[0-9a-f]{8}$/);
    expect(it.session?.secure?.ice.ufrag).toBe(restarted?.slice('a=ice-ufrag:'.length));
  });

  it('decides who begins the handshake', () => {
    expect(answered(negotiation(), { setup: 'active' })).toContain('a=setup:passive');
    const client = negotiation();
    expect(answered(client, { setup: 'passive' })).toContain('a=setup:active');
    expect(client.session?.secure?.role).toBe('client');
    expect(answered(client)).toContain('a=setup:active');
  });

  it.each([
    ['a codec of ours', { formats: '9 63' }],
    ['rtcp-mux', { without: /rtcp-mux/ }],
    ['a fingerprint', { without: /fingerprint/ }],
    ['ICE', { without: /ice-ufrag/ }],
  ])('without %s is refused', (_what, changes) => {
    const answer = negotiation().answer(chromium(changes));
    expect(!answer.ok && answer.fault.code).toBe('media.no-codec');
  });
});

describe('our offer', () => {
  it('lets the browser choose its part and lists G.711 first', () => {
    const offer = negotiation().offer();
    expect(offer).toContain('m=audio 20000 UDP/TLS/RTP/SAVPF 0 8 111 101 110\r\n');
    expect(offer).toContain('a=setup:actpass\r\n');
    expect(isBrowserOffer(offer)).toBe(true);
  });

  it('is settled by the answer; an answer to nothing is refused', () => {
    const it = negotiation();
    const stray = it.accept(chromium({ setup: 'active' }));
    expect(!stray.ok && stray.fault.code).toBe('media.bad-sdp');
    it.offer();
    expect(it.accept(chromium({ formats: '0 8 126', setup: 'active' })).ok).toBe(true);
    expect(it.session).toMatchObject({ law: 'ulaw', payload: 0, eventPayload: 126, secure: { role: 'server', fingerprints: [{ algorithm: 'sha-256', value: PRINT }] } });
  });
});
