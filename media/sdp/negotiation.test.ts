import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core';
import { Negotiation } from './negotiation.ts';

const fresh = () => new Negotiation({ address: '192.0.2.9', port: 40000 }, seededRandom(1));
const sdp = (...lines: string[]) => ['v=0', 'o=- 1 1 IN IP4 198.51.100.7', 's=-', 'c=IN IP4 198.51.100.7', 't=0 0', ...lines, ''].join('\r\n');
const answered = (n: Negotiation, offer: string) => {
  const result = n.answer(offer);
  if (!result.ok) throw result.fault;
  return result.value;
};
const fault = (offer: string) => {
  const result = fresh().answer(offer);
  return result.ok ? 'answered' : result.fault.code;
};
/** The lines from the first `m=` on. */
const media = (text: string) => text.slice(text.indexOf('m=')).trimEnd().split('\r\n');
const version = (text: string) => Number(/o=huawu \d+ (\d+)/.exec(text)?.[1]);

describe('an SDP answer', () => {
  it('takes the first codec of the offer we have and their payload type for telephone events', () => {
    const n = fresh();
    const answer = answered(n, sdp('m=audio 5004 RTP/AVP 9 8 0 96', 'a=rtpmap:96 telephone-event/8000'));
    expect(media(answer)).toEqual([
      'm=audio 40000 RTP/AVP 8 96',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:96 telephone-event/8000',
      'a=fmtp:96 0-15',
      'a=ptime:20',
      'a=rtcp:40001',
      'a=sendrecv',
    ]);
    expect(n.session).toMatchObject({
      law: 'alaw',
      payload: 8,
      eventPayload: 96,
      remote: { address: '198.51.100.7', port: 5004 },
      remoteRtcp: { address: '198.51.100.7', port: 5005 },
      packetSamples: 160,
      sends: true,
      hears: true,
    });
  });

  it('knows a codec by its rtpmap under a dynamic payload type', () => {
    const n = fresh();
    answered(n, sdp('m=audio 5004 RTP/AVP 97', 'a=rtpmap:97 PCMU/8000'));
    expect(n.session).toMatchObject({ law: 'ulaw', payload: 97 });
  });

  it('keeps the order of the sections and refuses all but one audio with port 0', () => {
    const answer = answered(
      fresh(),
      sdp('m=video 6000 RTP/AVP 99', 'm=audio 0 RTP/AVP 0', 'm=audio 5004 RTP/AVP 0', 'm=audio 5006 RTP/AVP 8', 'm=image 7000 udptl t38'),
    );
    expect(media(answer).filter((line) => line.startsWith('m='))).toEqual([
      'm=video 0 RTP/AVP 99',
      'm=audio 0 RTP/AVP 0',
      'm=audio 40000 RTP/AVP 0',
      'm=audio 0 RTP/AVP 8',
      'm=image 0 UDPTL t38',
    ]);
  });

  it('mirrors the direction and knows the three kinds of hold', () => {
    const n = fresh();
    const cases: [string[], string, boolean, boolean][] = [
      [['m=audio 5004 RTP/AVP 0', 'a=sendonly'], 'a=recvonly', true, false],
      [['m=audio 5004 RTP/AVP 0', 'a=inactive'], 'a=inactive', true, false],
      [['m=audio 5004 RTP/AVP 0', 'a=recvonly'], 'a=sendonly', false, false],
      [['m=audio 5004 RTP/AVP 0', 'c=IN IP4 0.0.0.0'], 'a=sendrecv', true, false],
      [['m=audio 5004 RTP/AVP 0', 'a=sendrecv'], 'a=sendrecv', false, true],
    ];
    for (const [lines, direction, held, hears] of cases) {
      expect(media(answered(n, sdp(...lines))).at(-1)).toBe(direction);
      expect([n.held, n.session?.sends, n.session?.hears]).toEqual([held, !held, hears]);
    }
  });

  it('takes the direction of the session when the section has none', () => {
    const n = fresh();
    answered(n, sdp('a=inactive', 'm=audio 5004 RTP/AVP 0'));
    expect(n.held).toBe(true);
  });

  it('packs as long as the other side asks, between 10 and 60 ms', () => {
    const n = fresh();
    const packed = (...lines: string[]) => {
      answered(n, sdp('m=audio 5004 RTP/AVP 0', ...lines));
      return n.session?.packetSamples;
    };
    expect(packed('a=ptime:30')).toBe(240);
    expect(packed('a=ptime:5')).toBe(80);
    expect(packed('a=ptime:200')).toBe(480);
    expect(packed('a=ptime:40', 'a=maxptime:20')).toBe(160);
    expect(packed('a=ptime:nonsense')).toBe(160);
  });

  it('agrees to rtcp-mux and heeds a=rtcp', () => {
    const n = fresh();
    expect(media(answered(n, sdp('m=audio 5004 RTP/AVP 0', 'a=rtcp-mux')))).toContain('a=rtcp-mux');
    expect(n.session?.remoteRtcp).toEqual({ address: '198.51.100.7', port: 5004 });
    answered(n, sdp('m=audio 5004 RTP/AVP 0', 'a=rtcp:7777 IN IP4 198.51.100.8'));
    expect(n.session?.remoteRtcp).toEqual({ address: '198.51.100.8', port: 7777 });
  });

  it('raises the version of o= when our description changed, not otherwise', () => {
    const n = fresh();
    const first = version(answered(n, sdp('m=audio 5004 RTP/AVP 0')));
    expect(version(answered(n, sdp('m=audio 5004 RTP/AVP 0'))) - first).toBe(0);
    expect(version(answered(n, sdp('m=audio 5004 RTP/AVP 0', 'a=sendonly'))) - first).toBe(1);
    expect(version(answered(n, sdp('m=audio 5004 RTP/AVP 0'))) - first).toBe(2);
  });

  it('does not send to names or multicast groups', () => {
    const n = fresh();
    answered(n, sdp('m=audio 5004 RTP/AVP 0', 'c=IN IP4 phone.example.org'));
    expect(n.session?.remote).toBeUndefined();
    answered(n, sdp('m=audio 5004 RTP/AVP 0', 'c=IN IP4 239.1.2.3/127'));
    expect(n.session?.remote).toBeUndefined();
  });

  it('does not send to addresses of the other family, nor to ports of our own legs', () => {
    const n = new Negotiation({ address: '192.0.2.9', port: 40000 }, seededRandom(1), ({ port }) => port === 40002 || port === 40003);
    answered(n, sdp('m=audio 5004 RTP/AVP 0', 'c=IN IP6 2001:db8::1'));
    expect([n.session?.remote, n.session?.remoteRtcp]).toEqual([undefined, undefined]);
    answered(n, sdp('m=audio 40002 RTP/AVP 0', 'c=IN IP4 192.0.2.9'));
    expect([n.session?.remote, n.session?.remoteRtcp]).toEqual([undefined, undefined]);
    answered(n, sdp('m=audio 40004 RTP/AVP 0', 'c=IN IP4 192.0.2.9', 'a=rtcp:40003'));
    expect([n.session?.remote?.port, n.session?.remoteRtcp]).toEqual([40004, undefined]);
  });

  it('is a fault without a codec in common or with encrypted audio only', () => {
    expect(fault(sdp('m=audio 5004 RTP/AVP 18'))).toBe('media.no-codec');
    expect(fault(sdp('m=audio 5004 RTP/SAVP 0'))).toBe('media.no-codec');
    expect(fault(sdp('m=audio 5004 UDP/TLS/RTP/SAVPF 0', 'a=fingerprint:sha-256 00'))).toBe('media.no-codec');
    expect(fault(sdp('m=video 5004 RTP/AVP 0'))).toBe('media.no-codec');
  });

  it('is a fault for bodies that are no description', () => {
    expect(fault('')).toBe('media.bad-sdp');
    expect(fault('hello')).toBe('media.bad-sdp');
    expect(fault(sdp('m=audio'))).toBe('media.bad-sdp');
    expect(fault(sdp('m=audio 99999 RTP/AVP 0'))).toBe('media.bad-sdp');
    expect(fault(sdp('x'.repeat(70_000)))).toBe('media.bad-sdp');
    expect(fault(sdp(...Array<string>(33).fill('m=audio 5004 RTP/AVP 0')))).toBe('media.bad-sdp');
  });

  it('never throws on a description with any one character changed', () => {
    const whole = sdp('m=audio 5004 RTP/AVP 0 101', 'a=rtpmap:101 telephone-event/8000', 'a=ptime:20', 'a=rtcp:5005');
    for (let i = 0; i < whole.length; i++) {
      for (const wrong of ['\0', '=', ' ', '\n', '9']) {
        expect(typeof fresh().answer(whole.slice(0, i) + wrong + whole.slice(i + 1)).ok).toBe('boolean');
      }
    }
  });
});

describe('an SDP offer', () => {
  it('names PCMU, PCMA and telephone events', () => {
    expect(media(fresh().offer())).toEqual([
      'm=audio 40000 RTP/AVP 0 8 101',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      'a=ptime:20',
      'a=rtcp:40001',
      'a=sendrecv',
    ]);
  });

  it('settles on the codec of the answer and takes events in either numbering', () => {
    const n = fresh();
    n.offer();
    expect(n.accept(sdp('m=audio 5004 RTP/AVP 8 96', 'a=rtpmap:96 telephone-event/8000')).ok).toBe(true);
    expect(n.session).toMatchObject({ law: 'alaw', payload: 8, eventPayload: 96 });
    expect(n.session?.receive).toEqual([[8, 'alaw'], [96, 'event'], [0, 'ulaw'], [101, 'event']]);
  });

  it('repeats the refused sections of the exchange before', () => {
    const n = fresh();
    answered(n, sdp('m=audio 5004 RTP/AVP 8', 'm=video 6000 RTP/AVP 99'));
    expect(media(n.offer()).filter((line) => line.startsWith('m='))).toEqual(['m=audio 40000 RTP/AVP 8 0 101', 'm=video 0 RTP/AVP 99']);
  });

  it('has no answer before it was made, and none without a codec', () => {
    const n = fresh();
    const early = n.accept(sdp('m=audio 5004 RTP/AVP 0'));
    expect(early.ok ? '' : early.fault.code).toBe('media.bad-sdp');
    n.offer();
    const none = n.accept(sdp('m=audio 0 RTP/AVP 0'));
    expect(none.ok ? '' : none.fault.code).toBe('media.no-codec');
  });
});
