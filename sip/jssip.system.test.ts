/** The SIP library of our pages, as it is, on Node's own WebSocket: what a raw peer may do right by chance. */
import JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import { Scope, systemRandom } from '#core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { EndCause, IncomingCall, RegistrationChange, SipAccount } from './index.ts';
import { SDP } from './testing/raw-peer.ts';
import { type Bench, hasWebsockets, openBench, until, valueOf } from './testing/sip-bench.ts';

const logins: SipAccount[] = [{ user: '1001', login: 'k7f3', password: 'hour-1' }];

const OURS = SDP.replace('40000', '30000');

/** As much of a browser's WebRTC as JsSIP asks for; there is no audio. */
class SilentConnection {
  readonly iceGatheringState = 'complete';
  readonly iceConnectionState = 'connected';
  signalingState = 'stable';
  localDescription: unknown = null;
  addEventListener(): void {}
  getSenders(): unknown[] {
    return [];
  }
  createOffer(): Promise<unknown> {
    return Promise.resolve({ type: 'offer', sdp: SDP });
  }
  createAnswer(): Promise<unknown> {
    return Promise.resolve({ type: 'answer', sdp: SDP });
  }
  setLocalDescription(description: unknown): Promise<void> {
    this.localDescription = description;
    return Promise.resolve();
  }
  setRemoteDescription(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {
    this.signalingState = 'closed';
  }
}
class Description {
  constructor(init: object) {
    Object.assign(this, init);
  }
}
const browser = { RTCPeerConnection: SilentConnection, RTCSessionDescription: Description };
const media = { mediaConstraints: { audio: false, video: false } };

let bench: Bench;
let changes: RegistrationChange[];
const pages: JsSIP.UA[] = [];

function loadPage(password = 'hour-1'): { page: JsSIP.UA; events: string[] } {
  const socket = new JsSIP.WebSocketInterface(`ws://127.0.0.1:${bench.server.wsPort}/sip`);
  const page = new JsSIP.UA({
    sockets: [socket], uri: 'sip:1001@huawu', authorization_user: 'k7f3', password, register: true, register_expires: 120,
    connection_recovery_min_interval: 1,
  });
  const events: string[] = [];
  for (const name of ['registered', 'unregistered', 'registrationFailed'] as const) page.on(name, () => void events.push(name));
  pages.push(page);
  page.start();
  return { page, events };
}

describe.skipIf(!hasWebsockets)('JsSIP', () => {
  beforeAll(() => {
    Object.assign(globalThis, browser, { window: browser });
  });
  afterAll(() => {
    for (const name of ['window', ...Object.keys(browser)]) Reflect.deleteProperty(globalThis, name);
  });
  beforeEach(async () => {
    bench = await openBench({ logins });
    changes = [];
    bench.sip.registration.on((change) => changes.push(change));
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) page.stop();
    await bench.close();
  });

  test('registers and unregisters', async () => {
    const { page, events } = loadPage();
    await until(() => events.length === 1, 'registered');
    expect(bench.sip.phonesOf('1001')?.newest).toBe('browser');
    page.unregister();
    await until(() => events.length === 2, 'unregistered');
    expect(events).toEqual(['registered', 'unregistered']);
    expect(changes).toEqual([{ account: '1001', registered: true, fresh: true }, { account: '1001', registered: false }]);
  });

  test('is called, put on hold, holds, and is hung up', async () => {
    const { page, events } = loadPage();
    await until(() => events.length === 1, 'registered');
    const rung = new Promise<RTCSession>((resolve) => page.on('newRTCSession', ({ session }: { session: RTCSession }) => resolve(session)));
    const call = bench.sip.dial({ account: '1001', sdp: OURS, from: { user: '+8610', display: '李雷' }, timeoutMs: 20_000 }, new Scope());
    const session = await rung;
    const ended: string[] = [];
    session.on('ended', () => ended.push('ended')).on('hold', ({ originator }) => ended.push(`held by ${originator}`));
    expect([session.remote_identity.uri.user, session.remote_identity.display_name]).toEqual(['+8610', '李雷']);
    session.answer(media);
    const outcome = await call.outcome;
    if (!outcome.ok) throw new Error(outcome.cause.text);
    const { leg } = outcome;
    expect(valueOf(await leg.reinvite(OURS.replace('sendrecv', 'sendonly')))).toBe(SDP);
    leg.reoffered.on((offer) => offer.answer(OURS));
    await until(() => session.isEstablished(), 'the call is established');
    session.hold({}, () => ended.push('agreed'));
    await until(() => ended.includes('agreed'), 'both hold');
    leg.hangUp({ code: 200, text: 'done' });
    await until(() => ended.includes('ended'), 'the page hears the end');
    expect(ended).toEqual(['held by remote', 'held by local', 'agreed', 'ended']);
  });

  test('calls as a guest and hangs up', async () => {
    const arrived = new Promise<IncomingCall>((resolve) => bench.sip.incoming.once(resolve));
    const socket = new JsSIP.WebSocketInterface(`ws://127.0.0.1:${bench.server.wsPort}/sip`);
    const page = new JsSIP.UA({ sockets: [socket], uri: `sip:guest-${systemRandom.hex(4)}@huawu`, register: false });
    pages.push(page);
    page.start();
    await until(() => page.isConnected(), 'connected');
    const session = page.call('sip:4000@huawu', media);
    const incoming = await arrived;
    expect([incoming.to, incoming.transport, incoming.offer]).toEqual(['4000', 'ws', SDP]);
    const leg = valueOf(await incoming.answer(OURS));
    await until(() => session.isEstablished(), 'established');
    const end = new Promise<EndCause>((resolve) => leg.ended.once(resolve));
    session.terminate();
    expect(await end).toMatchObject({ code: 200, by: 'remote' });
  });

  test('with a wrong password is told so', async () => {
    const { events } = loadPage(`wrong-${systemRandom.hex(4)}`);
    await until(() => events.length > 0, 'an answer');
    expect([events, changes]).toEqual([['registrationFailed'], []]);
  });

  test('loaded twice is one phone: the page that came last', async () => {
    const first = loadPage();
    await until(() => first.events.length === 1, 'the first page is registered');
    const second = loadPage();
    await until(() => second.events.length === 1, 'the second page is registered');
    expect([bench.sip.counts().registrations, changes.map(({ fresh }) => fresh)]).toEqual([1, [true, true]]);
  });
});
