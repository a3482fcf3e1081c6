import { expect, test } from 'vitest';
import { EarlyEmitter, Emitter, jsonLog, ManualClock, Scope, seededRandom } from './index.ts';

test('a scope that ends takes its children along, then undoes its own work in reverse order', () => {
  const said: string[] = [];
  const call = new Scope();
  call.onEnd(() => said.push('leg'));
  call.onEnd(() => said.push('prompt'));
  call.child().onEnd(() => said.push('child'));
  call.end('hung up');
  call.end('again');
  expect(said).toEqual(['child', 'prompt', 'leg']);
  expect(call.reason).toBe('hung up');
});

test('work hung on an ended scope is undone at once', () => {
  const scope = new Scope();
  scope.end();
  let undone = false;
  scope.onEnd(() => (undone = true));
  expect(undone).toBe(true);
  expect(scope.child().ended).toBe(true);
});

test('a timer of a scope does not fire after its end', () => {
  const clock = new ManualClock();
  const scope = new Scope();
  let fired = 0;
  scope.after(clock, 100, () => fired++);
  scope.after(clock, 200, () => fired++);
  clock.advance(150);
  scope.end();
  clock.advance(1_000);
  expect(fired).toBe(1);
  expect(clock.pending).toBe(0);
});

test('a failing clean-up does not keep the others from running', () => {
  const scope = new Scope();
  let ran = false;
  scope.onEnd(() => (ran = true));
  scope.onEnd(() => {
    throw new Error('broken');
  });
  expect(() => scope.end()).toThrow(AggregateError);
  expect(ran).toBe(true);
});

test('listeners attached with a scope leave with it', () => {
  const emitter = new Emitter<number>();
  const scope = new Scope();
  const heard: number[] = [];
  emitter.on((value) => heard.push(value), scope);
  emitter.once((value) => heard.push(value * 10));
  emitter.emit(1);
  emitter.emit(2);
  scope.end();
  emitter.emit(3);
  expect(heard).toEqual([1, 10, 2]);
  expect(emitter.size).toBe(0);
});

test('the manual clock fires timers in order of time, and repeats', () => {
  const clock = new ManualClock();
  const fired: string[] = [];
  clock.after(30, () => fired.push(`c${clock.now()}`));
  const beat = clock.every(10, () => fired.push(`t${clock.now()}`));
  clock.advance(30);
  beat.cancel();
  clock.advance(100);
  expect(fired).toEqual(['t10', 't20', 'c30', 't30']);
});

test('private fields are left out of the log unless an operator wants them', () => {
  const lines: string[] = [];
  const options = { clock: new ManualClock(0), level: 'info' as const, write: (line: string) => void lines.push(line) };
  jsonLog(options).info('call arrived', { call: 'c1', private: { from: '13800138000' } });
  jsonLog({ ...options, showPrivate: true }).with({ room: 'sip' }).warn('odd', { private: { digits: '12' } });
  jsonLog(options).debug('not written');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: '1970-01-01T00:00:00.000Z', level: 'info', message: 'call arrived', call: 'c1' },
    { time: '1970-01-01T00:00:00.000Z', level: 'warn', message: 'odd', room: 'sip', private: { digits: '12' } },
  ]);
});

test('a seeded source repeats itself and makes proper version 4 UUIDs', () => {
  expect(seededRandom(7).uuid()).toBe(seededRandom(7).uuid());
  expect(seededRandom(7).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(seededRandom(7).int(10)).toBeLessThan(10);
});

test('a signal kept from the beginning: the first listener hears all of it in order, later ones only what is new', () => {
  const keys = new EarlyEmitter<number>();
  for (let i = 1; i <= 40; i++) keys.emit(i);
  const [first, second]: [number[], number[]] = [[], []];
  const detach = keys.on((key) => first.push(key));
  keys.on((key) => second.push(key));
  keys.emit(41);
  detach();
  keys.emit(42);
  expect([first.length, first[0], first.at(-1), second]).toEqual([33, 1, 41, [41, 42]]);
});
