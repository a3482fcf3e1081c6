import { createInterface } from 'node:readline';
import { askedText, endText, eventText, FlowWalk, kindOf, OUTCOMES, seconds } from '#ivr';
import type { Terminal } from '../terminal.ts';
import type { FlowCommand } from './flow-arguments.ts';
import { type Ground, groundOf, readFlowOf } from './flow-ground.ts';
import { type WalkOrder, walkOrder } from './walk-order.ts';

const ENGLISH_HELP = `1, 12#        press keys                     say WORDS   say words (or "WORDS")
heard         until the sounds end (or an empty line)
silent        do nothing until the flow has waited in vain once
wait SECONDS  let time pass                  go          do nothing until the end
answer OUTCOME {JSON}   the world answers    vars        variables
hang-up       leave                          quit        end the walk`;
const CHINESE_HELP = `1、12#        按键                           say 文字    说话(或 "文字")
heard         等到播放结束(或空行)
silent        什么也不做,直到流程等待一次超时
wait 秒数     让时间流逝                     go          一直不操作直到结束
answer 结果 {JSON}      外部系统的回答       vars        变量
hang-up       挂机                           quit        结束`;

/** `flow run`: a call through a flow on a virtual clock, led by lines from the terminal or a script. */
export async function walkFlow(terminal: Terminal, command: Extract<FlowCommand, { kind: 'run' }>, lines: AsyncIterable<string> = typedLines()): Promise<number> {
  const { complain, say, words } = terminal;
  const ground = await groundOf(terminal, command.config);
  if (!ground.ok) {
    complain(ground.fault.message);
    return 1;
  }
  const { problems, loaded } = readFlowOf(terminal, command.file, ground.value);
  await ground.value.close();
  if (!loaded) {
    for (const line of problems) complain(line);
    return 1;
  }
  const walk = new FlowWalk(loaded.flow, { ...optionsOf(command, ground.value) });
  let shown = 0;
  const show = () => {
    for (const event of walk.events.slice(shown)) say(eventText(event, words));
    shown = walk.events.length;
    if (!walk.end) say(`         ${waitingText(walk, terminal)}`);
  };
  walk.start();
  show();
  if (!walk.end) {
    for await (const line of lines) {
      const order = walkOrder(line);
      if (order?.kind === 'quit') break;
      if (order) obey(walk, order, terminal);
      show();
      if (walk.end) break;
    }
  }
  say(walk.end ? words(`The flow is over: ${endText(walk.end, words)}`, `流程结束:${endText(walk.end, words)}`) : words('The flow is still open.', '流程尚未结束。'));
  return 0;
}

function optionsOf({ caller, number, at, tier }: Extract<FlowCommand, { kind: 'run' }>, { lasts }: Ground): ConstructorParameters<typeof FlowWalk>[1] {
  const wallClock = at === undefined ? Date.parse('2026-01-05T10:00:00+08:00') : Date.parse(at);
  return {
    facts: { caller, number, wallClock, ...(tier === undefined ? {} : { customer: { id: 'c1', tier } }) },
    lasts,
    // What nobody waits for, and what only tells numbers, needs no answer by hand.
    world: (asked) => (kindOf(asked) === 'hook' ? { outcome: 'sent' } : kindOf(asked) === 'queue-state' ? { outcome: 'known' } : undefined),
  };
}

function obey(walk: FlowWalk, order: WalkOrder, { say, words }: Terminal): void {
  switch (order.kind) {
    case 'keys':
      return walk.press(order.keys);
    case 'say':
      return walk.say(order.text);
    case 'wait':
      return walk.wait(order.seconds * 1000);
    case 'answer':
      if (!walk.answer(order.outcome, order.data)) say(words('nothing is asked', '当前没有待回答的询问'));
      return;
    case 'heard':
      return walk.hear();
    case 'silent':
      return walk.beSilent();
    case 'hang-up':
      return walk.hangUp();
    case 'go':
      return walk.settle();
    case 'variables':
      return say(Object.entries(walk.variables).map(([name, value]) => `${name} = ${value ?? words('not known', '未知')}`).join('\n') || words('no variables', '没有变量'));
    case 'help':
    case 'quit':
      return say(words(ENGLISH_HELP, CHINESE_HELP));
    case 'unknown':
      return say(words(`“${order.line}” is not understood; help tells what is`, `无法理解“${order.line}”;输入 help 查看用法`));
  }
}

/** Time, node and what is waited for. */
function waitingText({ node, clock, waitsFor }: FlowWalk, { words }: Terminal): string {
  const { sound, timer, words: listens, loop, asked } = waitsFor;
  const parts = [
    sound === undefined ? undefined : words(`sounds until ${seconds(sound)}`, `播放至 ${seconds(sound)}`),
    timer === undefined ? undefined : words(`waits until ${seconds(timer)}`, `等待至 ${seconds(timer)}`),
    listens ? words('listens', '聆听中') : undefined,
    loop ? words('music', '循环播放') : undefined,
    asked ? words(`answer: ${OUTCOMES[kindOf(asked)]?.join(' | ')} (${askedText(asked, words)})`, `回答:${OUTCOMES[kindOf(asked)]?.join(' | ')}(${askedText(asked, words)})`) : undefined,
  ].filter((part) => part !== undefined);
  return `[${seconds(clock.now())} ${node}${parts.length > 0 ? ` – ${parts.join(', ')}` : ''}]`;
}

async function* typedLines(): AsyncIterable<string> {
  const reader = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stderr : undefined, prompt: '> ' });
  if (process.stdin.isTTY) reader.prompt();
  for await (const line of reader) {
    yield line;
    if (process.stdin.isTTY) reader.prompt();
  }
}
