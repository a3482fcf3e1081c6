import { readFileSync, statSync } from 'node:fs';
import type { Config } from '#config';
import { type Clock, type Language, systemClock } from '#core';
import { chineseMistakeLine, type Flow, type FlowSurroundings, mistakeLine, readFlow } from '#ivr';
import type { PromptExists } from './call-settings.ts';
import type { FlowSource } from './flow-versions.ts';
import { ticketWorld } from './ticket-world.ts';
import { routingSettings } from './routing-settings.ts';
import { canServe } from './who-serves.ts';

/** A flow that is in order, and the files it was made of, its own first. */
export interface LoadedFlow {
  readonly flow: Flow;
  readonly sources: readonly FlowSource[];
}

export interface FlowFindings {
  readonly loaded?: LoadedFlow;
  /** `file:line:column: key: text`, one for each mistake. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** All files that were looked for. */
  readonly files: readonly string[];
}

/** What a configuration offers its flows. */
export function flowSurroundings(config: Config, promptExists: PromptExists, clock: Clock = systemClock): FlowSurroundings {
  const routing = routingSettings(config);
  return {
    canServe: (queue, skills) => canServe(routing, queue, skills),
    queues: config.queues.map(({ id }) => id),
    skills: config.skills,
    agents: config.agents.map(({ id }) => id),
    hooks: config.hooks.map(({ id }) => id),
    tickets: ticketWorld(config).templates,
    timeZone: config.company.timeZone,
    today: new Date(clock.wall()).toISOString().slice(0, 10),
    canSay: () => config.speech.command.length > 0,
    promptExists,
  };
}

/** Reads a flow with all files it names; names of files in messages are as given, their text is in `language`. */
export function readFlowFiles(file: string, known: FlowSurroundings, language: Language = 'en'): FlowFindings {
  const texts = new Map<string, string>();
  const readFile = (path: string) => {
    const text = textOf(path);
    if (typeof text === 'string') texts.set(path, text);
    return typeof text === 'string' ? text : undefined;
  };
  const text = textOf(file);
  if (typeof text !== 'string') return { problems: [`${file}: ${language === 'zh' ? '无法读取：' : 'cannot be read: '}${text.why}`], warnings: [], files: [file] };
  texts.set(file, text);
  const line = language === 'zh' ? chineseMistakeLine : mistakeLine;
  const { flow, mistakes, warnings, files } = readFlow(text, file, { ...known, readFile });
  const sources = files.flatMap((path): FlowSource[] => (texts.has(path) ? [{ file: path, text: texts.get(path) ?? '' }] : []));
  return { ...(flow ? { loaded: { flow, sources } } : {}), problems: mistakes.map(line), warnings: warnings.map(line), files };
}

function textOf(file: string): string | { readonly why: string } {
  try {
    // A pipe or a device would be waited for without end.
    if (!statSync(file).isFile()) return { why: 'it is not a file' };
    return readFileSync(file, 'utf8');
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}
