import { describe, expect, it } from 'vitest';
import { ATTRIBUTE, STUN_TYPE, integrityFits, parseStun, writeStun } from '../stun/stun-message.ts';
import { LiteAgent } from './lite-agent.ts';

const LOCAL = { ufrag: 'ours', pwd: 'a-password-of-22-chars' };
const A = { address: '192.0.2.7', port: 4000 };
const B = { address: '198.51.100.9', port: 5000 };

function request(options: { ufrag?: string; pwd?: string; nominate?: boolean; priority?: number; more?: [number, Uint8Array][] } = {}): Buffer {
  const { ufrag = LOCAL.ufrag, pwd = LOCAL.pwd, nominate = false, priority = 100, more = [] } = options;
  const word = Buffer.alloc(4);
  word.writeUInt32BE(priority);
  const attributes: [number, Uint8Array][] = [[ATTRIBUTE.username, Buffer.from(`${ufrag}:theirs`)], [ATTRIBUTE.priority, word], ...more];
  if (nominate) attributes.push([ATTRIBUTE.useCandidate, new Uint8Array(0)]);
  return writeStun({ type: STUN_TYPE.request, transaction: Buffer.alloc(12, 9), attributes }, pwd);
}

const ask = (agent: LiteAgent, data: Buffer, from = A, now = 0) => agent.check(data, from.address, from.port, now);

describe('the message', () => {
  it('of the sample request (RFC 5769 §2.1) is read and its password fits', () => {
    const sample = Buffer.from(
      '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36' +
        '000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf',
      'hex',
    );
    const message = parseStun(sample);
    expect(message?.type).toBe(STUN_TYPE.request);
    expect(Buffer.from(message?.attributes.get(ATTRIBUTE.username) ?? []).toString()).toBe('evtj:h6vY');
    expect(message && integrityFits(sample, message, 'VOkJxbRl1RmTxUk/WvJxBt')).toBe(true);
    expect(message && integrityFits(sample, message, 'another')).toBe(false);
  });

  it('that is damaged is none', () => {
    const good = request();
    const bent = Buffer.from(good);
    bent[30] = (bent[30] as number) ^ 1;
    const long = Buffer.from(good);
    long.writeUInt16BE(0xffff, 22);
    for (const data of [bent, long, good.subarray(0, 40), good.subarray(0, 19), Buffer.alloc(0), Buffer.alloc(20)]) expect(parseStun(data)).toBeUndefined();
  });
});

describe('a lite agent', () => {
  it('answers a check with the address it came from', () => {
    const { response } = ask(new LiteAgent(LOCAL), request());
    const message = response && parseStun(response);
    expect(message?.type).toBe(STUN_TYPE.success);
    expect(response && message && integrityFits(response, message, LOCAL.pwd)).toBe(true);
    // 192.0.2.7:4000 under the magic cookie
    expect(Buffer.from(message?.attributes.get(ATTRIBUTE.mapped) ?? []).toString('hex')).toBe('00012eb2e112a645');
  });

  it('sends to the nominated pair, not to one that was only checked', () => {
    const agent = new LiteAgent(LOCAL);
    ask(agent, request());
    expect([agent.knows(A.address, A.port), agent.target(0)]).toEqual([true, undefined]);
    ask(agent, request({ nominate: true }), B);
    expect(agent.target(0)).toMatchObject(B);
  });

  it('keeps the better of two nominated pairs, follows audio, and moves when the one in use is quiet', () => {
    const agent = new LiteAgent(LOCAL);
    ask(agent, request({ nominate: true, priority: 200 }), A, 0);
    ask(agent, request({ nominate: true, priority: 100 }), B, 10);
    expect(agent.target(10)).toMatchObject(A);
    agent.heardFrom(B.address, B.port, 20);
    expect(agent.target(20)).toMatchObject(B);
    ask(agent, request({ nominate: true, priority: 50 }), { ...A, port: 4001 }, 4000);
    expect(agent.target(4000)).toMatchObject({ ...A, port: 4001 });
    agent.heardFrom('203.0.113.1', 1, 4001);
    expect(agent.target(4001)).toMatchObject({ ...A, port: 4001 });
  });

  it('stops sending 30 s after the last sign (RFC 7675) and goes on with the next one', () => {
    const agent = new LiteAgent(LOCAL);
    ask(agent, request({ nominate: true }), A, 0);
    expect([agent.target(29_999)?.port, agent.target(30_000)]).toEqual([4000, undefined]);
    ask(agent, request(), A, 31_000);
    expect(agent.target(31_000)?.port).toBe(4000);
  });

  it('refuses strangers without a word', () => {
    const agent = new LiteAgent(LOCAL);
    const bad = [request({ ufrag: 'other' }), request({ pwd: 'wrong' }), Buffer.alloc(20), request().subarray(0, 60)];
    for (const data of bad) expect(ask(agent, data)).toEqual({ refused: true });
    expect(agent.knows(A.address, A.port)).toBe(false);
  });

  it('makes the other side control (487) and names what it does not understand (420)', () => {
    const agent = new LiteAgent(LOCAL);
    const code = (data: Buffer) => {
      const { response } = ask(agent, data);
      const value = response && parseStun(response)?.attributes.get(ATTRIBUTE.errorCode);
      return value && (value[2] ?? 0) * 100 + (value[3] ?? 0);
    };
    expect(code(request({ more: [[ATTRIBUTE.controlled, new Uint8Array(8)]] }))).toBe(487);
    expect(code(request({ more: [[0x7777, new Uint8Array(4)]] }))).toBe(420);
    expect(agent.knows(A.address, A.port)).toBe(false);
  });

  it('takes the new credentials after a restart, and the old ones until then', () => {
    const agent = new LiteAgent(LOCAL);
    ask(agent, request({ nominate: true }), A);
    agent.use({ ufrag: 'next', pwd: 'another-password-of-22' });
    expect(ask(agent, request(), A).refused).toBe(false);
    expect(ask(agent, request({ ufrag: 'next', pwd: 'another-password-of-22', nominate: true }), B, 5000).refused).toBe(false);
    expect(agent.target(5000)).toMatchObject(B);
    agent.use({ ufrag: 'third', pwd: 'a-third-password-of-22' });
    expect(ask(agent, request(), A).refused).toBe(true);
  });

  it('remembers 16 sources', () => {
    const agent = new LiteAgent(LOCAL);
    for (let port = 1; port <= 17; port++) ask(agent, request(), { ...A, port });
    expect([agent.knows(A.address, 1), agent.knows(A.address, 2), agent.knows(A.address, 17)]).toEqual([false, true, true]);
  });
});
