import { Fault } from '#core';
import type { KeyPath, Place, YamlSource } from './yaml-source.ts';

/** A mistake at a key, before it is known where in the file that is. */
export interface Problem {
  readonly path: KeyPath;
  /** `key` = the name itself is wrong; `value` (default) = what stands behind it. */
  readonly at?: 'key' | 'value';
  readonly text: string;
}

/** A mistake in the file; the `cause` of a flow fault is a list of these, in order of place. */
export interface FlowMistake extends Place {
  readonly file: string;
  /** What is wrong, and what is allowed. */
  readonly text: string;
}

/** Finds the place of each problem and sorts them as a reader meets them. */
export function placeProblems(problems: readonly Problem[], source: YamlSource, file: string): FlowMistake[] {
  return problems
    .map(({ path, at, text }) => ({ file, ...source.place(path, at), text }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** One fault that tells all mistakes, one on each line: `file:line:column: key: text`. */
export function flowFault(code: string, mistakes: readonly FlowMistake[]): Fault {
  const lines = mistakes.map((m) => `${m.file}:${m.line}:${m.column}: ${m.key === '' ? '' : `${m.key}: `}${m.text}`);
  return new Fault(code, lines.join('\n'), { cause: mistakes });
}
