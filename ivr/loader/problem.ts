import { Fault, type Language } from '#core';
import { inChinese } from './chinese/in-chinese.ts';
import type { KeyPath, Place, YamlSource } from './yaml-source.ts';

/** A mistake at a key, before it is known where in the file that is. */
export interface Problem {
  readonly path: KeyPath;
  /** `key` = the name itself is wrong; `value` (default) = what stands behind it. */
  readonly at?: 'key' | 'value';
  /** Letters into the text of the value. */
  readonly offset?: number;
  readonly text: string;
  /** The flow works; somebody should look at it all the same. */
  readonly warning?: true;
}

/** A mistake in the file; the `cause` of a flow fault is a list of these, in order of place. */
export interface FlowMistake extends Place {
  readonly file: string;
  /** What is wrong, and what is allowed. */
  readonly text: string;
}

/** A file with its name as messages call it. */
export interface SourceFile {
  readonly file: string;
  readonly source: YamlSource;
}

/** Finds the place of each problem and sorts them as a reader meets them; nodes may stand in files of their own. */
export function placeProblems(problems: readonly Problem[], source: YamlSource, file: string, nodeFiles: ReadonlyMap<string, SourceFile> = new Map()): FlowMistake[] {
  const main = [...nodeFiles.values()].find((one) => one.source === source) ?? { file, source };
  const files = [...new Set([main, ...nodeFiles.values()])];
  return problems
    .map(({ path, at, offset, text }) => {
      const here = (path[0] === 'nodes' ? nodeFiles.get(String(path[1])) : undefined) ?? main;
      return { order: files.indexOf(here), mistake: { file: here.file, ...here.source.place(path, at, offset), text } };
    })
    .sort((a, b) => a.order - b.order || a.mistake.line - b.mistake.line || a.mistake.column - b.mistake.column)
    .map(({ mistake }) => mistake);
}

/** `file:line:column: key: text`. */
export const mistakeLine = (m: FlowMistake): string => `${m.file}:${m.line}:${m.column}: ${m.key === '' ? '' : `${m.key}: `}${m.text}`;

/** The same in Chinese; what has no Chinese words (the parser of YAML) stays as it is. */
export const chineseMistakeLine = (m: FlowMistake): string => mistakeLine({ ...m, text: inChinese(m.text) ?? m.text });

/** One fault that tells all mistakes, one on each line. */
export function flowFault(code: string, mistakes: readonly FlowMistake[]): Fault {
  return new Fault(code, mistakes.map(mistakeLine).join('\n'), { cause: mistakes });
}

/** The mistakes of such a fault, one on each line, in the reader's language. */
export function faultLines({ message, cause }: Fault, language: Language): readonly string[] {
  const mistakes: readonly FlowMistake[] = Array.isArray(cause) ? cause : [];
  return language === 'zh' && mistakes.length > 0 ? mistakes.map(chineseMistakeLine) : message.split('\n');
}
