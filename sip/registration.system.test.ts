import { sleep, systemClock } from '#core';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { headerOf } from './testing/raw-peer.ts';
import { authorization, challengeOf, sendRegister, signIn } from './testing/raw-phone.ts';
import { type Bench, openBench } from './testing/sip-bench.ts';
import { SIP_LIMITS } from './limits.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ limits: { digest: { ...SIP_LIMITS.digest, nonceLifeMs: 1_000 } } });
});
afterEach(() => bench.close());

const answer = (nonce: string, algorithm: 'MD5' | 'SHA-256', nc = '00000001', password = 'secret-1') => ({
  Authorization: authorization({ user: '1001', password, nonce, method: 'REGISTER', uri: 'sip:huawu', algorithm, nc }),
});
const statusOf = (response: string) => Number(response.split(' ')[1]);

test.each(['MD5', 'SHA-256'] as const)('a phone registers with %s and is reachable from then on', async (algorithm) => {
  const changes: string[] = [];
  bench.sip.registration.on(({ account, registered }) => changes.push(`${account} ${registered}`));
  const phone = await bench.udp();
  const challenge = challengeOf(await sendRegister(phone, '1001', 1));
  expect(challenge).toMatchObject({ algorithms: ['MD5', 'SHA-256'], stale: false });
  const accepted = await sendRegister(phone, '1001', 2, answer(challenge.nonce, algorithm));
  expect(statusOf(accepted)).toBe(200);
  expect(headerOf(accepted, 'Contact')).toBe(`${phone.contact};expires=300`);
  expect([bench.sip.isRegistered('1001'), bench.sip.addressOf('1001'), changes]).toEqual([true, '127.0.0.1', ['1001 true']]);

  const listed = await sendRegister(phone, '1001', 3, { ...answer(challenge.nonce, algorithm, '00000002'), Contact: '*', Expires: '0' });
  expect([statusOf(listed), bench.sip.isRegistered('1001'), changes]).toEqual([200, false, ['1001 true', '1001 false']]);
});

test('over TCP too', async () => {
  const phone = await bench.tcp();
  expect(statusOf(await signIn(phone, '1001', 'secret-1'))).toBe(200);
});

test('a replayed count and an old nonce are challenged as stale', async () => {
  const phone = await bench.udp();
  const { nonce } = challengeOf(await sendRegister(phone, '1001', 1));
  expect(statusOf(await sendRegister(phone, '1001', 2, answer(nonce, 'MD5')))).toBe(200);
  const replayed = await sendRegister(phone, '1001', 3, answer(nonce, 'MD5'));
  expect([statusOf(replayed), challengeOf(replayed).stale]).toEqual([401, true]);
  await sleep(systemClock, 1_050);
  const old = await sendRegister(phone, '1001', 4, answer(nonce, 'MD5', '00000002'));
  expect([statusOf(old), challengeOf(old).stale]).toEqual([401, true]);
  expect(statusOf(await sendRegister(phone, '1001', 5, answer(challengeOf(old).nonce, 'MD5')))).toBe(200);
});

test('a wrong password, a foreign account, too short a time', async () => {
  const phone = await bench.udp();
  const { nonce } = challengeOf(await sendRegister(phone, '1001', 1));
  const wrong = await sendRegister(phone, '1001', 2, answer(nonce, 'MD5', '00000001', 'guess'));
  expect([statusOf(wrong), challengeOf(wrong).stale]).toEqual([401, false]);
  expect(statusOf(await sendRegister(phone, '1002', 3, answer(nonce, 'MD5', '00000002')))).toBe(403);
  const brief = await sendRegister(phone, '1001', 4, { ...answer(nonce, 'MD5', '00000003'), Expires: '10' });
  expect([statusOf(brief), headerOf(brief, 'Min-Expires')]).toEqual([423, '60']);
  expect(bench.sip.counts().registrations).toBe(0);
});

test('ten wrong passwords close the door', async () => {
  const phone = await bench.udp();
  let last = '';
  for (let i = 1; i <= 10; i++) {
    const { nonce } = challengeOf(await sendRegister(phone, '1001', 2 * i));
    last = await sendRegister(phone, '1001', 2 * i + 1, answer(nonce, 'MD5', '00000001', 'guess'));
  }
  expect(statusOf(last)).toBe(403);
});

test('requests that are nothing to us are answered properly', async () => {
  const peer = await bench.udp();
  const ask = (method: string, headers: Record<string, string> = {}) => {
    peer.send(`${method} sip:huawu@127.0.0.1 SIP/2.0`, {
      Via: peer.via(), 'Max-Forwards': '70', From: '<sip:x@y>;tag=1', To: '<sip:huawu@127.0.0.1>', 'Call-ID': `${method}-${peer.port}`,
      CSeq: `1 ${method}`, ...headers,
    });
    return peer.next(/^SIP\/2\.0 /);
  };
  const options = await ask('OPTIONS');
  expect([statusOf(options), headerOf(options, 'Accept'), headerOf(options, 'Server')]).toEqual([
    200, 'application/sdp, application/dtmf-relay, application/dtmf', 'huawu',
  ]);
  expect(headerOf(options, 'Allow')).toContain('INVITE');
  expect(statusOf(await ask('MESSAGE'))).toBe(405);
  expect(statusOf(await ask('INFO', { To: '<sip:huawu@127.0.0.1>;tag=gone' }))).toBe(481);
});
