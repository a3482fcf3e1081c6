import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMillis } from '#core';
import type { Words } from '../words.ts';
import type { Check, Finding } from './finding.ts';

/** STA_UNSYNC of adjtimex(2). */
const UNSYNCHRONISED = 64;

type Answer = (said: string) => boolean | undefined;
const matching = (yes: RegExp, no: RegExp): Answer => (said) => (yes.test(said) ? true : no.test(said) ? false : undefined);

/** Programs that know, in the order they are asked, and how to read them. */
const ASKED: readonly { program: string; args: readonly string[]; answer: Answer }[] = [
  { program: 'timedatectl', args: ['show', '--property=NTPSynchronized', '--value'], answer: matching(/^yes$/m, /^no$/m) },
  { program: 'chronyc', args: ['-n', 'tracking'], answer: matching(/^Leap status\s*: (Normal|Insert|Delete)/m, /^Leap status\s*: Not synchronised/m) },
  { program: 'adjtimex', args: ['--print'], answer: adjtimexAnswer },
];

/** `status: 8193` of adjtimex(8), a set of bits. */
export function adjtimexAnswer(said: string): boolean | undefined {
  const status = /^\s*status: (\d+)$/m.exec(said)?.[1];
  return status === undefined ? undefined : (Number(status) & UNSYNCHRONISED) === 0;
}

/** Whether the clock is synchronised, and not before the day Huawu was installed. */
export const checkClock: Check = async ({ clock, terminal: { words } }) => {
  const installed = statSync(join(import.meta.dirname, '..', '..', 'package.json')).mtimeMs;
  return [judgeClock({ now: clock.wall(), installed, synchronised: await isSynchronised() }, words)];
};

export interface ClockFacts {
  readonly now: EpochMillis;
  readonly installed: EpochMillis;
  /** Undefined: nobody here can tell. */
  readonly synchronised: boolean | undefined;
}

export function judgeClock({ now, installed, synchronised }: ClockFacts, words: Words): Finding {
  const what = words('clock', '时钟');
  const time = new Date(now).toISOString().slice(0, 19);
  const mend = words('switch on time synchronisation: timedatectl set-ntp true (or apt install chrony)', '启用时间同步:timedatectl set-ntp true(或 apt install chrony)');
  if (now < installed) return { status: 'fail', what, found: words(`${time} UTC is before the installation of Huawu`, `${time} UTC 早于 Huawu 的安装时间`), mend };
  if (synchronised === true) return { status: 'ok', what, found: words(`synchronised, ${time} UTC`, `已同步,${time} UTC`) };
  if (synchronised === false) return { status: 'warn', what, found: words(`not synchronised, ${time} UTC`, `未同步,${time} UTC`), mend };
  return { status: 'warn', what, found: words(`${time} UTC; nothing here can tell whether it is synchronised (usual in containers)`, `${time} UTC;无法判断是否同步(容器中常见)`), mend: words('see to it on the host', '请在宿主机上确认') };
}

async function isSynchronised(): Promise<boolean | undefined> {
  for (const { program, args, answer } of ASKED) {
    const told = answer(await outputOf(program, args));
    if (told !== undefined) return told;
  }
  return undefined;
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 3_000, env: { ...process.env, LC_ALL: 'C' } }, (_error, stdout) => resolve(stdout));
  });
}
