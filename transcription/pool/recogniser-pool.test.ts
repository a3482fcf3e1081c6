import { describe, expect, test } from 'vitest';
import { ManualClock, seededRandom, silentLog } from '#core';
import type { TranscriptUpdate } from '../port.ts';
import type { ToEngine } from '../wire/messages.ts';
import { FakeRecogniser } from '../testing/fake-recogniser.ts';
import { Recognition } from './recognition.ts';
import { RecogniserPool } from './recogniser-pool.ts';
import type { Work } from './turn-ledger.ts';

const EN = { model: 'demo-en', language: 'en', path: '/models/en', feedRate: 8000 } as const;

function house(processes = 1, fatal: (message: ToEngine) => boolean = () => false) {
  const clock = new ManualClock();
  const spawned: FakeRecogniser[] = [];
  const spawn = () => {
    const fake = new FakeRecogniser(spawned.length + 1);
    fake.fatal = fatal;
    spawned.push(fake);
    return fake;
  };
  const pool = new RecogniserPool({ sources: [{ engine: 'local', name: 'local', places: processes, connect: spawn, models: [EN] }], clock, random: seededRandom(1), log: silentLog });
  const started = pool.start();
  const alive = () => spawned.filter((fake) => !fake.ended);
  /** Lets every living process do what it has, until nobody has anything to do. */
  const settle = () => {
    while (alive().some((fake) => fake.todo.length > 0)) for (const fake of alive()) fake.work(1);
  };
  return { clock, pool, spawned, alive, settle, started };
}

function stream(id: number) {
  const updates: TranscriptUpdate[] = [];
  const troubles: string[] = [];
  const recognition = new Recognition({
    id,
    language: 'en',
    update: (update) => updates.push(update),
    trouble: (code) => troubles.push(code.replace('transcription.', '')),
  });
  const finals = () => updates.filter((u) => u.kind === 'final').map((u) => `${u.turn}: ${u.words.map((w) => w.text).join(' ')}`);
  return { recognition, updates, troubles, finals };
}

const audio = (turn: number, at: number): Work => ({ kind: 'audio', turn, at, pcm: new Int16Array(800).fill(1), voiced: true });
const finish = (turn: number): Work => ({ kind: 'finish', turn });

describe('a pool of recognisers', () => {
  test('is ready when every process has loaded its models', async () => {
    const { pool, settle, started } = house(2);
    settle();
    await started;
    expect(pool.pids()).toEqual([1, 2]);
  });

  test('gives a stream the least loaded process', () => {
    const { pool, settle, spawned } = house(2);
    settle();
    const [one, two] = [stream(1), stream(2)];
    pool.attach(one.recognition);
    pool.attach(two.recognition);
    one.recognition.add(audio(1, 0));
    two.recognition.add(audio(1, 800));
    expect(spawned.map((fake) => fake.todo.map((m) => m.type))).toEqual([['open', 'audio'], ['open', 'audio']]);
  });

  test('replays the audio since the last final to the next process: no word is lost and none comes twice', () => {
    const { pool, settle, spawned } = house();
    settle();
    const { recognition, finals, troubles } = stream(1);
    pool.attach(recognition);
    for (const work of [audio(1, 0), finish(1), audio(2, 1600), audio(2, 2400)]) recognition.add(work);
    settle();
    spawned[0]?.die('SIGKILL');
    recognition.add(audio(2, 3200));
    recognition.add(finish(2));
    settle();
    expect(finals()).toEqual(['1: at0', '2: at1600 at2400 at3200']);
    expect(troubles).toEqual(['recogniser-replaced']);
    expect(pool.pids()).toEqual([2]);
  });

  test('shows no partial again that was shown before the replacement', () => {
    const { pool, settle, spawned } = house();
    settle();
    const { recognition, updates } = stream(1);
    pool.attach(recognition);
    for (const at of [0, 800, 1600]) recognition.add(audio(1, at));
    settle();
    spawned[0]?.die('SIGKILL');
    settle();
    recognition.add(audio(1, 2400));
    settle();
    expect(updates.map((u) => u.words.length)).toEqual([1, 2, 3, 4]);
  });

  test('silences a piece on which three processes died in a row, and says so', () => {
    const { clock, pool, settle, spawned } = house(1, (m) => m.type === 'audio' && m.at === 800 && m.pcm[0] !== 0);
    settle();
    const { recognition, finals, troubles } = stream(1);
    pool.attach(recognition);
    for (const work of [audio(1, 0), audio(1, 800), audio(1, 1600), finish(1)]) recognition.add(work);
    for (let round = 0; round < 6; round++) {
      settle();
      clock.advance(1000);
    }
    expect(finals()).toEqual(['1: at0 mute at1600']);
    expect(troubles.filter((code) => code === 'recogniser-replaced')).toHaveLength(3);
    expect(troubles.at(-1)).toBe('audio-skipped');
    expect(spawned).toHaveLength(4);
  });

  test('closes a turn whose end kills three processes with the words shown last', () => {
    const { clock, pool, settle } = house(1, (m) => m.type === 'finish' && m.turn === 1);
    settle();
    const { recognition, finals } = stream(1);
    pool.attach(recognition);
    for (const work of [audio(1, 0), finish(1), audio(2, 1600), finish(2)]) recognition.add(work);
    for (let round = 0; round < 6; round++) {
      settle();
      clock.advance(1000);
    }
    expect(finals()).toEqual(['1: at0', '2: at1600']);
  });

  test('waits longer after each death within a minute', () => {
    const { clock, settle, spawned } = house();
    settle();
    spawned[0]?.die('SIGABRT');
    expect(spawned).toHaveLength(2);
    settle();
    spawned[1]?.die('SIGABRT');
    clock.advance(249);
    expect(spawned).toHaveLength(2);
    clock.advance(52);
    expect(spawned).toHaveLength(3);
  });

  test('kills a process that leaves work unanswered for five seconds, and gives the work to another one', () => {
    const { clock, pool, settle, spawned } = house();
    settle();
    const { recognition, finals } = stream(1);
    pool.attach(recognition);
    recognition.add(audio(1, 0));
    recognition.add(finish(1));
    clock.advance(5000);
    expect(spawned[0]?.ended).toBe(false);
    clock.advance(1000);
    expect(spawned[0]?.ended).toBe(true);
    settle();
    expect(finals()).toEqual(['1: at0']);
  });

  test('moves the streams of a dead process to a living one at once', () => {
    const { pool, settle, spawned } = house(2);
    settle();
    const { recognition, finals } = stream(1);
    pool.attach(recognition);
    recognition.add(audio(1, 0));
    spawned[0]?.die('SIGKILL');
    recognition.add(finish(1));
    spawned[1]?.work();
    expect(finals()).toEqual(['1: at0']);
  });

  test('gives up a model on which three processes in a row died while loading', async () => {
    const { clock, pool, spawned, alive, started } = house();
    for (let round = 0; round < 5; round++) {
      for (const fake of alive()) fake.die('SIGABRT');
      clock.advance(1000);
    }
    await started;
    expect(spawned).toHaveLength(3);
    expect(pool.problem('demo-en')).toBe(
      'recogniser processes die while loading its model (SIGABRT); see the log, replace the model, start again',
    );
  });

  test('tells once that it is behind when more than three seconds wait', () => {
    const { pool, settle } = house();
    settle();
    const { recognition, troubles } = stream(1);
    pool.attach(recognition);
    for (let i = 0; i < 40; i++) recognition.add(audio(1, i * 800));
    expect(troubles).toEqual(['behind']);
  });

  test('closes the turns left open when a stream leaves', () => {
    const { pool, spawned } = house();
    spawned[0]?.work();
    const { recognition, finals, troubles } = stream(1);
    pool.attach(recognition);
    recognition.add(audio(1, 0));
    recognition.add(finish(1));
    spawned[0]?.work(2);
    pool.detach(recognition);
    expect(finals()).toEqual(['1: at0']);
    expect(troubles).toEqual(['words-late']);
    expect(spawned[0]?.todo.at(-1)?.type).toBe('close');
  });

  test('tells once in a while that audio is dropped, not with every piece', () => {
    const { pool, settle } = house();
    settle();
    const { recognition, troubles } = stream(1);
    pool.attach(recognition);
    for (let i = 0; i < 700; i++) recognition.add(audio(1, i * 800));
    expect(troubles).toEqual(['behind', 'audio-dropped']);
  });

  test('starts nothing after it was closed', async () => {
    const clock = new ManualClock();
    const spawn = () => {
      throw new Error('spawned');
    };
    const pool = new RecogniserPool({ sources: [{ engine: 'local', name: 'local', places: 2, connect: spawn, models: [EN] }], clock, random: seededRandom(1), log: silentLog });
    await pool.close();
    await pool.start();
    expect(pool.pids()).toEqual([]);
  });

  test('ends its processes and timers when closed', async () => {
    const { clock, pool, settle, alive } = house(2);
    settle();
    await pool.close();
    expect(alive()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('recognisers of several engines', () => {
  function engines(capacities: readonly number[]) {
    const clock = new ManualClock();
    const links = capacities.map((_, index) => new FakeRecogniser(100 + index));
    const remote = links.map((link, index) => ({ engine: 'room', name: `room ${index}`, places: 1, connect: () => link }));
    const local = new FakeRecogniser(1);
    const pool = new RecogniserPool({
      sources: [...remote, { engine: 'local', name: 'local', places: 1, connect: () => local, models: [EN, { ...EN, model: 'dialect' }] }],
      clock, random: seededRandom(1), log: silentLog,
    });
    void pool.start();
    local.work();
    const tell = (index: number, streams = 0, draining = false) =>
      links[index]?.messages.emit({ type: 'serves', models: [{ name: 'big', language: 'en' }], streams, capacity: capacities[index] ?? 0, draining });
    links.forEach((_, index) => tell(index));
    const heardBy = () => [...links, local].map((link) => link.todo.flatMap((message) => (message.type === 'open' ? `${message.session} ${message.model}` : [])));
    let last = 0;
    const join = (targets = [{ engine: 'room' }, { engine: 'local', model: 'demo-en' }] as { engine: string; model?: string }[]) => {
      const updates: TranscriptUpdate[] = [];
      const recognition = new Recognition({ id: ++last, language: 'en', targets, update: (update) => updates.push(update), trouble: () => {} });
      pool.attach(recognition);
      return { recognition, words: () => updates.filter(({ kind }) => kind === 'final').flatMap(({ words }) => words.map(({ text }) => text)) };
    };
    return { clock, links, local, tell, heardBy, join };
  }

  test('a stream goes to the least loaded of its first engine, counted by what that takes, and here when all are full', () => {
    const { heardBy, join, tell } = engines([4, 2]);
    tell(0, 2);
    for (let i = 0; i < 5; i++) join();
    expect(heardBy()).toEqual([['2 big', '4 big'], ['1 big', '3 big'], ['5 demo-en']]);
  });

  test('one that is refused goes to the next, with all that has no final words yet', () => {
    const { links, local, heardBy, join } = engines([4]);
    const { recognition, words } = join();
    recognition.add(audio(1, 0));
    links[0]?.messages.emit({ type: 'refused', session: 1, reason: 'full' });
    recognition.add(audio(1, 800));
    recognition.add(finish(1));
    local.work();
    expect([heardBy()[0], words()]).toEqual([['1 big'], ['at0', 'at800']]);
  });

  test('one whose recogniser drains moves after its turn, not in it', () => {
    const { links, local, tell, join } = engines([4]);
    const { recognition, words } = join();
    recognition.add(audio(1, 0));
    tell(0, 1, true);
    links[0]?.work();
    recognition.add(finish(1));
    links[0]?.work();
    recognition.add(audio(2, 1600));
    recognition.add(finish(2));
    local.work();
    expect(words()).toEqual(['at0', 'at1600']);
  });

  test('a model that is named is served by whoever has it', () => {
    const { heardBy, join } = engines([4]);
    join([{ engine: 'room', model: 'dialect' }, { engine: 'local', model: 'dialect' }, { engine: 'room' }]);
    join([{ engine: 'room', model: 'nobody has it' }, { engine: 'local', model: 'nobody has it' }, { engine: 'room' }]);
    expect(heardBy()).toEqual([['2 big'], ['1 dialect']]);
  });

  test('words wait while nobody is there, and come from whoever is back', () => {
    const { clock, links, local, join } = engines([4]);
    const { recognition, words } = join([{ engine: 'room' }]);
    recognition.add(audio(1, 0));
    recognition.add(finish(1));
    links[0]?.messages.emit({ type: 'refused', session: 1, reason: 'broken' });
    local.work();
    expect(words()).toEqual([]);
    clock.advance(1000);
    links[0]?.work();
    expect(words()).toContain('at0');
  });
});
