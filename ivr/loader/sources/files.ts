import { posix } from 'node:path';
import type { Language } from '#core';
import type { Calendar } from '../../hours/calendar.ts';
import { calendarSchema } from '../../language/calendar-schema.ts';
import { type Flow, includeSchema } from '../../language/flow-schema.ts';
import type { FlowSurroundings } from '../draft.ts';
import { type FlowMistake, type Problem, type SourceFile, placeProblems } from '../problem.ts';
import { shapeProblems } from '../shape-problems.ts';
import { readYaml } from '../yaml-source.ts';

/** One loading of a flow with all its files. */
export interface Loading {
  readonly known: FlowSurroundings;
  /** Flows around the one that is being read, the outermost first. */
  readonly trail: readonly string[];
  /** Languages the flows around it speak. */
  readonly spoken: readonly Language[];
  /** Every file that was read, in order. */
  readonly files: Set<string>;
  /** Sub-flows that were read, by path and languages: one that is called in many places is read once. */
  readonly subFlows: Map<string, Reading>;
}

/** A flow as it was read: whole only without mistakes. */
export interface Reading {
  readonly flow: Flow | undefined;
  readonly mistakes: readonly FlowMistake[];
  readonly warnings: readonly FlowMistake[];
}

/** A file as it was found, or why not; `mistakes` have places already. */
export type Found<T> = { readonly value: T; readonly mistakes: readonly FlowMistake[] } | { readonly why: string };

/** The path of a file named in another one. */
export const besides = (file: string, name: string): string => posix.join(posix.dirname(file), name);

/** A file named in a flow. */
export function openFile({ known, files }: Loading, path: string): Found<SourceFile> {
  if (!known.readFile) return { why: 'other files cannot be read here' };
  files.add(path);
  const text = known.readFile(path);
  if (text === undefined) return { why: `“${path}” cannot be read` };
  const source = readYaml(text);
  return { value: { file: path, source }, mistakes: source.syntax.map(({ place, text: what }) => ({ file: path, ...place, text: `this is not YAML: ${what}` })) };
}

/** The nodes of an included file, still unread. */
export function openInclude(loading: Loading, path: string): Found<{ from: SourceFile; nodes: Readonly<Record<string, unknown>> }> {
  const found = openFile(loading, path);
  if ('why' in found) return found;
  const from = found.value;
  if (found.mistakes.length > 0) return { value: { from, nodes: {} }, mistakes: found.mistakes };
  const read = includeSchema.safeParse(from.source.value);
  if (read.success) return { value: { from, nodes: read.data.nodes }, mistakes: [] };
  return { value: { from, nodes: {} }, mistakes: shapeMistakes(read.error.issues, from) };
}

/** A calendar of its own. */
export function openCalendar(loading: Loading, path: string): Found<Calendar | undefined> {
  const found = openFile(loading, path);
  if ('why' in found) return found;
  if (found.mistakes.length > 0) return { value: undefined, mistakes: found.mistakes };
  const read = calendarSchema.safeParse(found.value.source.value);
  if (read.success) return { value: read.data, mistakes: [] };
  return { value: undefined, mistakes: shapeMistakes(read.error.issues, found.value) };
}

const shapeMistakes = (issues: Parameters<typeof shapeProblems>[0], from: SourceFile) =>
  placeProblems(shapeProblems(issues, [], from.source.value), from.source, from.file);

/** What could not be opened is a problem at the key that names it. */
export function cannotOpen(found: Found<unknown>, path: Problem['path']): Problem[] {
  return 'why' in found ? [{ path, text: found.why }] : [];
}
