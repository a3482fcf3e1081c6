import { Fault, type Result, failed, ok } from '#core';
import type { PasswordFrom } from '../arguments.ts';
import type { Terminal } from '../terminal.ts';

/** The password typed twice, or read; undefined: one is to be made. Faults: cli.passwords-differ. */
export async function wantedPassword({ askHidden, readLine, words }: Terminal, from: PasswordFrom): Promise<Result<string | undefined>> {
  if (from === 'made') return ok(undefined);
  if (from === 'stdin') return ok(await readLine());
  const first = await askHidden(words('Password (empty: one is made): ', '密码(留空则自动生成):'));
  if (!first) return ok(undefined);
  const second = await askHidden(words('Once more: ', '再输入一次:'));
  if (first === second) return ok(first);
  return failed(new Fault('cli.passwords-differ', words('The two passwords differ. Nothing was changed.', '两次输入的密码不同,未作任何更改。')));
}
