/** The SIP library of our pages, as it is, on Node's own WebSocket: what a raw peer may do right by chance. */
import JsSIP from 'jssip';
import { systemRandom } from '#core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { RegistrationChange, SipAccount } from './index.ts';
import { type Bench, hasWebsockets, openBench, until } from './testing/sip-bench.ts';

const logins: SipAccount[] = [{ user: '1001', login: 'k7f3', password: 'hour-1' }];

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
