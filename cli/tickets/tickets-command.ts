import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EditableSettings } from '#config';
import { systemClock } from '#core';
import type { Taken, TicketEvent } from '#tickets';
import { ticketWorldNow } from '../../start/settings/ticket-world.ts';
import { configurationOf } from '../check-configuration.ts';
import { inAskedLanguage, optionMistake } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import type { Words } from '../words.ts';
import { type TrialOutcome, runTrial } from './run-trial.ts';
import { readTrial } from './trial-file.ts';

/** `./huawu tickets try FILE…`: what clocks and rules of the configuration would do with a ticket. */
export const tickets = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, obey);

const OPTIONS = { config: { type: 'string', short: 'c' }, json: { type: 'boolean', default: false } } as const;

async function obey(terminal: Terminal, [order = '', ...rest]: readonly string[]): Promise<number> {
  const { words, complain } = terminal;
  if (order !== 'try') {
    complain(words(`"tickets ${order}" is no command. Known: tickets try. See ./huawu help`, `没有“tickets ${order}”这个命令。可用:tickets try。参见 ./huawu help`));
    return 2;
  }
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options: OPTIONS, allowPositionals: true });
    if (positionals.length === 0) {
      complain(words('tickets try needs a file (docs/tickets.md). See ./huawu help', 'tickets try 需要一个文件(docs/tickets.md)。参见 ./huawu help'));
      return 2;
    }
    return await tryAll(terminal, positionals, values.config, values.json === true);
  } catch (error) {
    complain(words(`${optionMistake(error, words)}. See ./huawu help`, `${optionMistake(error, words)}。参见 ./huawu help`));
    return 2;
  }
}

function tryAll(terminal: Terminal, files: readonly string[], config: string | undefined, json: boolean): Promise<number> {
  const { complain } = terminal;
  const loaded = configurationOf(terminal, config);
  if (!loaded.ok) {
    complain(loaded.fault.message);
    return Promise.resolve(1);
  }
  const world = ticketWorldNow(new EditableSettings(loaded.value))();
  let status = 0;
  for (const file of files) {
    const trial = readTrial(resolve(terminal.from, file));
    const begun = (trial.ok ? trial.value.at : undefined) ?? systemClock.wall();
    const outcome = trial.ok ? runTrial(trial.value, begun, world) : { refused: trial.fault.message };
    if ('refused' in outcome) {
      complain(`${file}: ${outcome.refused}`);
      status = 1;
    } else if (json) terminal.say(JSON.stringify({ file, ...outcome }));
    else for (const line of told(file, outcome, begun, terminal)) terminal.say(line);
  }
  return Promise.resolve(status);
}

function told(file: string, { ticket, events }: TrialOutcome, begun: number, { words, language }: Terminal): readonly string[] {
  const { state, priority, queue, assignee, tags, clocks = [] } = ticket;
  const after = (at: number): string => `${Math.round((at - begun) / 6_000) / 10}`.padStart(8);
  const due = clocks.filter(({ metAt, dueAt }) => metAt === undefined && dueAt !== undefined).map(({ kind, policy, dueAt = 0 }) => `${kind} (${policy}) ${new Date(dueAt).toISOString()}`);
  return [
    file,
    ...events.map((event) => `${after(event.at)} min  ${lineOf(event, words, language)}`),
    words(`  in the end: ${state}, ${priority}, queue ${queue}, assignee ${assignee ?? '–'}, tags ${tags.join(' ') || '–'}`, `  结果:状态 ${state},优先级 ${priority},队列 ${queue},负责人 ${assignee ?? '–'},标签 ${tags.join(' ') || '–'}`),
    ...due.map((line) => words(`  due: ${line}`, `  到期:${line}`)),
  ];
}

function lineOf({ type, by, data }: TicketEvent, words: Words, language: 'zh' | 'en'): string {
  switch (type) {
    case 'rule': {
      const name = (data['name'] as Readonly<Record<string, string>> | undefined)?.[language] ?? '';
      if (data['stopped'] === true) return words('rules are stopped: too many firings within an hour', '规则已停止:一小时内触发过多');
      return words(`rule ${String(data['rule'])} (${name}) on ${String(data['on'])}: ${actionsOf(data)}`, `规则 ${String(data['rule'])}(${name})因 ${String(data['on'])} 触发:${actionsOf(data)}`);
    }
    case 'clock':
      return `clock ${[data['what'], data['clock'], data['policy']].filter((each) => each !== undefined).map(String).join(' ')}`;
    case 'moved':
    case 'assigned':
      return `${type} ${String(data['from'] ?? '–')} → ${String(data['to'] ?? data['queue'] ?? '–')} (${by})`;
    case 'replied':
    case 'noted':
      return `${type} (${by}): ${String(data['text']).slice(0, 200)}`;
    case 'updated':
      return `updated (${by}): ${Object.entries((data['changes'] ?? {}) as Record<string, { from?: unknown; to?: unknown }>).map(([key, { from, to }]) => `${key} ${String(from)} → ${String(to)}`).join(', ')}`;
    default:
      return `${type} (${by})`;
  }
}

const actionsOf = (data: TicketEvent['data']): string =>
  (data['actions'] as readonly Taken[]).map((taken) => {
    const what = Object.entries(taken).filter(([key]) => !['do', 'refused', 'text'].includes(key)).map(([, value]) => (Array.isArray(value) ? value.join(' ') : String(value))).filter((each) => each !== '').join(' ');
    return `${taken.do}${what === '' ? '' : ` ${what}`}${taken.refused === undefined ? '' : ` [${taken.refused}]`}`;
  }).join(', ') || '–';
