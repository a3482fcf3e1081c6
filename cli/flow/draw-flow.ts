import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { drawFlow } from '#ivr';
import type { Terminal } from '../terminal.ts';
import type { FlowCommand } from './flow-arguments.ts';
import { groundOf, readFlowOf } from './flow-ground.ts';

/** `flow draw`: an SVG picture to the terminal, or into a file. */
export async function drawFlowCommand(terminal: Terminal, { file, out }: Extract<FlowCommand, { kind: 'draw' }>): Promise<number> {
  const { say, complain, words, from } = terminal;
  const ground = await groundOf(terminal, undefined);
  if (!ground.ok) return 1;
  const { problems, loaded } = readFlowOf(terminal, file, ground.value);
  if (!loaded) {
    for (const line of problems) complain(line);
    return 1;
  }
  const svg = drawFlow(loaded.flow, basename(file).replace(/\.ya?ml$/u, ''), words);
  if (out === undefined) {
    say(svg.trimEnd());
    return 0;
  }
  try {
    writeFileSync(resolve(from, out), svg);
  } catch (error) {
    complain(words(`${out} cannot be written: `, `无法写入 ${out}:`) + (error instanceof Error ? error.message : String(error)));
    return 1;
  }
  say(words(`${out}: ${Object.keys(loaded.flow.nodes).length} nodes drawn`, `${out}:已绘制 ${Object.keys(loaded.flow.nodes).length} 个节点`));
  return 0;
}
