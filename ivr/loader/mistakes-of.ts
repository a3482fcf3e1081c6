import type { Language } from '#core';
import type { FlowSurroundings } from './draft.ts';
import { inChinese } from './chinese/in-chinese.ts';
import { type FlowReading, loadFlow, readFlow } from './load-flow.ts';

const SOUNDS: Readonly<Record<string, readonly Language[]>> = {
  hello: ['zh', 'en'],
  menu: ['zh', 'en'],
  'only-zh': ['zh'],
};

/** What tests have around their flows. */
export const known: FlowSurroundings = {
  queues: ['sales', 'support'],
  skills: ['zh', 'billing'],
  promptExists: (name, language) => SOUNDS[name]?.includes(language) ?? false,
};

/** The mistakes of a flow, as an administrator reads them. */
export function mistakes(yaml: string): string {
  const loaded = loadFlow(yaml, 'f.yaml', known);
  inBothLanguages(readFlow(yaml, 'f.yaml', known));
  return loaded.ok ? 'none' : `${loaded.fault.code}\n${loaded.fault.message}`;
}

/** A flow of one node `a` of this content, which may lead to the hang-up `z`. */
export const node = (content: string) => `start: a\nnodes:\n  a: ${content}\n  z: { type: hangup }\n`;
/** A fault of these lines, as `mistakes` gives it. */
export const flowMistake = (...lines: string[]) => ['ivr.flow-mistakes', ...lines].join('\n');

/** Throws for a text that has no Chinese words; what the parser of YAML says is only led in. */
export function inBothLanguages(reading: FlowReading): FlowReading {
  for (const { text } of [...reading.mistakes, ...reading.warnings]) {
    const chinese = inChinese(text);
    if (chinese === undefined || !/\p{Script=Han}/u.test(chinese)) throw new Error(`ivr/loader/chinese has no words for: ${text}`);
  }
  return reading;
}
