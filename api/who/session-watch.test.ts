import { expect, it } from 'vitest';
import { may, reach, type Session } from '#access';
import { Emitter, ManualClock, Scope, silentLog } from '#core';
import type { Role } from '#contract';
import type { AccessPort } from '../port.ts';
import { personCaller } from './caller.ts';
import { Gate } from './gate.ts';
import { SessionWatch } from './session-watch.ts';

const session = (role: Role): Session => ({ key: 'k', person: { id: 'p', login: 'p', name: 'p', role, teams: ['north'], language: 'zh' }, csrf: '', startedAt: 0, expiresAt: 0 });

/** One open socket of a supervisor; `now` is what the session store says. */
function watched() {
  const ended = new Emitter<readonly string[]>();
  const state: { now: Session | undefined; away: boolean } = { now: session('supervisor'), away: false };
  const asked: (boolean | undefined)[] = [];
  const find = async (_: string, options?: { readonly use?: boolean }) => {
    asked.push(options?.use);
    if (state.away) throw new Error('away');
    return state.now;
  };
  const access = { sessions: { find, ended }, may, reach } as unknown as AccessPort;
  const clock = new ManualClock();
  const watch = new SessionWatch(new Gate('token', access), access, { clock, log: silentLog });
  const told: string[] = [];
  const scope = new Scope();
  watch.watch({ caller: personCaller(session('supervisor'), '', access), headers: { cookie: 'huawu-session=t' }, ended: () => told.push('ended'), changed: (caller) => told.push(String(caller.person?.role)) }, scope);
  const look = async () => {
    clock.advance(30_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ended, state, asked, told, scope, watch, clock, look };
}

it('a session that expired ends its sockets within half a minute, without having counted as use', async () => {
  const { state, told, asked, look } = watched();
  await look();
  state.now = undefined;
  await look();
  expect([told, asked]).toEqual([['supervisor', 'ended'], [false, false]]);
});

it('a session that was ended ends its sockets at once, another one does not', () => {
  const { ended, told } = watched();
  ended.emit(['other']);
  expect(told).toEqual([]);
  ended.emit(['other', 'k']);
  expect(told).toEqual(['ended']);
});

it('sockets learn of another role, and stay open while the database is away', async () => {
  const { state, told, look } = watched();
  state.now = session('reviewer');
  await look();
  state.away = true;
  await look();
  expect(told).toEqual(['reviewer']);
});

it('nothing is left of a socket that closed', async () => {
  const { scope, watch, asked, clock, look } = watched();
  scope.end('closed');
  await look();
  expect([watch.size, asked]).toEqual([0, []]);
  watch.close();
  expect(clock.pending).toBe(0);
});
