/** Hold and transfer, on a clock that stands still. */
import { describe, expect, test } from 'vitest';
import { NOTHING_LEFT, NUMBER, RING_MS, SALES, StoryHouse, SUPPORT, WRAP_UP_MS, sdpOf } from '#test/simulators/house/index';

const bridged = (house: StoryHouse) => house.media.areBridged(house.callerHears, house.media.leg('agent'));

describe('hold', () => {
  test('by the agent: the caller hears music until it ends', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    await anna.reoffer(sdpOf('sendonly'));
    expect([bridged(house), house.callerHears.background]).toEqual([false, 'music']);
    await anna.reoffer(sdpOf());
    expect([bridged(house), house.callerHears.background]).toEqual([true, undefined]);
    expect(house.story.filter((type) => type.startsWith('call.'))).toEqual(['call.arrived', 'call.answered', 'call.held', 'call.resumed']);
  });

  test('told in the answer to a late offer: the caller hears music too', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    expect(await anna.reoffer('')).toContain('v=0');
    anna.answered.emit(sdpOf('inactive'));
    expect([bridged(house), house.callerHears.background]).toEqual([false, 'music']);
  });

  test('by both: they hear each other only when both are back', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    await anna.reoffer(sdpOf('sendonly'));
    await caller.reoffer(sdpOf('sendonly'));
    expect(house.callerHears.background).toBeUndefined();
    await anna.reoffer(sdpOf());
    expect([bridged(house), house.media.leg('agent').background]).toEqual([false, 'music']);
    await caller.reoffer(sdpOf());
    expect(bridged(house)).toBe(true);
  });
});

describe('a transfer', () => {
  test('to a queue: success at once, music, the first agent is free', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    const told = anna.refer(SUPPORT);
    await house.settle();
    expect(told).toEqual(['202', 'notify 200']);
    expect([bridged(house), house.callerHears.background]).toEqual([false, 'music-of-support']);
    await house.pass(600);
    expect([anna.isEnded, house.agentState('anna'), caller.isEnded]).toEqual([true, 'wrap-up', false]);
    expect(await house.summary()).toMatchObject({ queue: 'support', outcome: 'open' });
  });

  test('to an agent who answers: success, both talk', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    house.sip.register('1002');
    const told = anna.refer('1002');
    await house.settle();
    expect(told).toEqual(['202']);
    const bo = house.ringAt('1002').answer();
    await house.settle();
    expect(told).toEqual(['202', 'notify 200']);
    expect(bridged(house)).toBe(true);
    await house.pass(600);
    expect([anna.isEnded, bo.isEnded]).toEqual([true, false]);
    caller.bye();
    await house.pass(1_000);
    expect(await house.summary()).toMatchObject({ agent: 'bo', outcome: 'answered' });
    await house.pass(WRAP_UP_MS);
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test.each([
    ['to oneself', '1001', 480],
    ['to an agent who is offline', '1002', 480],
    ['to nobody', '9999', 404],
  ])('%s fails, and the agent has the caller again', async (_, target, code) => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    const told = anna.refer(target);
    await house.settle();
    expect(told).toEqual(['202', `notify ${code}`]);
    expect(bridged(house)).toBe(true);
    expect(house.agentState('anna')).toBe('busy');
    expect(house.told('transfer.failed')).toMatchObject({ target: target === '9999' ? '9999' : target === '1001' ? 'anna' : 'bo' });
  });

  test('to an agent who is not ready fails', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    house.sip.register('1002');
    house.house.desk.send({ type: 'agent.not-ready', agent: 'bo', reason: 'lunch' });
    const told = anna.refer('1002');
    await house.settle();
    expect(told).toEqual(['202', 'notify 480']);
    expect(house.told('transfer.failed')).toEqual({ target: 'bo', why: 'agent bo is not-ready' });
  });

  test.each(['rejects', 'does not answer'])('to an agent who %s: the first agent has the caller again', async (manner) => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    house.sip.register('1002');
    const told = anna.refer('1002');
    await house.settle();
    if (manner === 'rejects') house.ringAt('1002').fail(603);
    await house.pass(manner === 'rejects' ? 100 : RING_MS);
    expect(told).toEqual(['202', 'notify 480']);
    const agent = house.media.legs.find(({ id }) => id.includes('/agent'));
    expect(agent && house.media.areBridged(house.callerHears, agent)).toBe(true);
    expect(house.callerHears.background).toBeUndefined();
  });

  test('to an agent: the caller hears music and no place in a queue', async () => {
    const house = new StoryHouse({ announceMs: 5_000 });
    const { anna } = await house.talk();
    house.sip.register('1002');
    anna.refer('1002');
    await house.pass(10_000);
    expect(house.callerHears.background).toBe('music-of-sales');
    expect(house.callerHears.orders.filter((order) => order.startsWith('play'))).toEqual([]);
    expect(house.told('queue.entered')).toMatchObject({ only: 'bo' });
  });

  test('to a queue: who was served already goes before those who just came', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const first = await house.call(NUMBER, { from: 'first' });
    first.leg.press('1');
    await house.settle();
    const anna = house.ringAt('1001').answer();
    await house.settle();
    const second = await house.call(NUMBER, { from: 'second' });
    second.leg.press('1');
    await house.pass(5_000);
    anna.refer(SALES);
    await house.pass(600);
    house.sip.register('1002');
    await house.settle();
    expect(house.ringAt('1002').request.from.user).toBe('first');
  });

  test('back to the queue: the age of the first wait stays, and another agent comes first', async () => {
    const house = new StoryHouse();
    await house.call(SALES, { from: 'first' });
    await house.pass(20_000);
    for (const account of ['1001', '1002']) house.sip.register(account);
    await house.settle();
    const anna = house.ringAt('1001').answer();
    await house.pass(10_000);
    anna.refer(SALES);
    await house.settle();
    expect(house.told('offer.made')).toMatchObject({ agent: 'bo', reason: { waitedMs: 30_000, excluded: [{ agent: 'anna' }] } });
  });

  test('back to the queue of nobody else: the same agent again, after the wrap-up', async () => {
    const house = new StoryHouse();
    const { anna, caller } = await house.talk();
    anna.refer(SALES);
    await house.pass(WRAP_UP_MS + 600);
    house.ringAt('1001').answer();
    await house.settle();
    expect([caller.isEnded, house.agentState('anna')]).toEqual([false, 'busy']);
  });

  test('twice at once: the second is refused', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    house.sip.register('1002');
    anna.refer('1002');
    expect(anna.refer(SUPPORT)).toEqual(['491']);
  });

  test('by the caller is declined', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    expect(caller.refer('1002')).toEqual(['603']);
  });

  test('the caller leaves while the other phone rings: everything ends', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    house.sip.register('1002');
    anna.refer('1002');
    await house.settle();
    const ring = house.ringAt('1002');
    caller.bye();
    await house.pass(1_000);
    expect([ring.cancelled === undefined, anna.isEnded]).toEqual([false, true]);
    expect([house.agentState('anna'), house.agentState('bo')]).toEqual(['wrap-up', 'ready']);
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('the first agent lets go and nobody answers: the caller waits again and hears why', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    house.sip.register('1002');
    anna.refer('1002');
    await house.settle();
    anna.bye();
    await house.settle();
    house.ringAt('1002').fail(603);
    await house.settle();
    expect(house.callerHears.orders.slice(-2)).toEqual(['music music-of-sales', 'play en/sorry-agent-lost']);
    expect(house.callerHears.closed).toBe(false);
  });

  test('of a caller on hold that fails: music again, and on hold still', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    await anna.reoffer(sdpOf('sendonly'));
    anna.refer('1002');
    await house.settle();
    expect([bridged(house), house.callerHears.background]).toEqual([false, 'music']);
    await anna.reoffer(sdpOf());
    expect(bridged(house)).toBe(true);
  });

  test('the second agent keeps the queue and the language of the caller as a needed skill', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    anna.refer(SUPPORT);
    await house.settle();
    expect(house.told('queue.entered')).toMatchObject({ queue: 'support', skills: [{ skill: 'en', level: 1 }] });
  });
});

describe('the recording', () => {
  test('that fails at once is told, and there is none', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    const [audio] = house.media.audios;
    if (audio) audio.stored = 0;
    audio?.recordingFailed.emit('ENOSPC');
    caller.bye();
    await house.pass(1_000);
    expect(house.told('recording.failed')).toMatchObject({ reason: 'ENOSPC' });
    expect(house.story).not.toContain('recording.finished');
    expect(await house.summary()).toMatchObject({ outcome: 'answered', recording: false });
  });

  test('that fails in mid-call keeps what was stored', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    const [audio] = house.media.audios;
    if (audio) audio.stored = 16_000;
    audio?.recordingFailed.emit('ENOSPC');
    caller.bye();
    await house.pass(1_000);
    expect(house.told('recording.finished')).toMatchObject({ seconds: 2 });
    expect(await house.summary()).toMatchObject({ recording: true });
  });
});
