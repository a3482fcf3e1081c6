import { resolve } from 'node:path';
import { DayFiles, type DayPart, replay, whatIf } from '#routing';
import { routingSettings } from '../../start/settings/routing-settings.ts';
import { configurationOf } from '../check-configuration.ts';
import { inAskedLanguage } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import { readRouting } from './routing-arguments.ts';
import { whatIfTable } from './what-if-table.ts';

/** `routing replay` and `routing what-if`: a recorded day once more. */
export const routing = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, decideAgain);

async function decideAgain(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { complain, words } = terminal;
  const order = readRouting(args, words);
  if (!order.ok) {
    complain(order.fault.message);
    return 2;
  }
  const config = configurationOf(terminal, order.value.config);
  if (!config.ok) {
    complain(config.fault.message);
    return 1;
  }
  const { kind, day: asked, json } = order.value;
  const recorded = await dayOf(resolve(config.value.data.folder, 'routing'), asked, terminal);
  if (!recorded) return 1;
  const { day, parts } = recorded;
  try {
    return kind === 'replay' ? tellReplay(terminal, day, parts, json) : tellWhatIf(terminal, day, whatIf(parts, routingSettings(config.value)), json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    complain(words(`The record of ${day} cannot be decided again: it is damaged, or another version of Huawu kept it (${why}).`, `无法重放 ${day} 的记录:记录已损坏,或由其他版本保存(${why})。`));
    return 1;
  }
}

function tellWhatIf({ say, words }: Terminal, day: string, result: ReturnType<typeof whatIf>, json: boolean): number {
  if (json) say(JSON.stringify({ day, faithful: result.faithful, before: Object.fromEntries(result.before), after: Object.fromEntries(result.after) }));
  else say(whatIfTable(day, result, words));
  return 0;
}

async function dayOf(folder: string, asked: string | undefined, { complain, words }: Terminal): Promise<{ day: string; parts: readonly DayPart[] } | undefined> {
  const files = new DayFiles(folder);
  const days = await files.days();
  const day = asked ?? days.at(-1);
  const read = day === undefined ? undefined : await files.read(day);
  if (day === undefined || !read) {
    const there = days.length === 0 ? words('none', '无') : `${days[0]} … ${days.at(-1)}`;
    complain(words(`There is no routing record${day === undefined ? '' : ` of ${day}`} in ${folder} (days there: ${there}).`, `${folder} 中没有${day ?? ''}的路由记录(现有:${there})。`));
    return undefined;
  }
  if (read.skipped > 0) complain(words(`${read.skipped} lines were not whole and are left out.`, `有 ${read.skipped} 行不完整,已略过。`));
  return { day, parts: read.parts };
}

/** Status 1 when a decision comes out otherwise. */
function tellReplay({ say, words }: Terminal, day: string, parts: readonly DayPart[], json: boolean): number {
  const told = replay(parts);
  if (json) say(JSON.stringify({ day, ...told }));
  else {
    say(words(`${day}: ${told.commands} commands, ${told.offers} offers decided again, ${told.different} different.`, `${day}:重放 ${told.commands} 条命令、${told.offers} 次派发,不同 ${told.different} 处。`));
    for (const { part, entry, stored, replayed } of told.differences) {
      say(`  ${part + 1}:${entry + 1}  ${names(stored)} → ${names(replayed)}`);
    }
  }
  return told.different > 0 ? 1 : 0;
}

const names = (offers: readonly { readonly contact: string; readonly agent: string }[]) => offers.map(({ contact, agent }) => `${contact}@${agent}`).join(', ') || '–';
