import { type Result, failed, ok } from '#core';
import { type Flow, type FlowNode, headSchema, nodeSchema } from '../language/flow-schema.ts';
import { checkGraph } from './check-graph.ts';
import { checkNames } from './check-names.ts';
import type { Draft, FlowSurroundings } from './draft.ts';
import { type Problem, flowFault, placeProblems } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';
import { type YamlSource, readYaml } from './yaml-source.ts';

/**
 * Reads a call flow and proves it sound against what is configured around it.
 * `fileName` is how messages call the file. Faults: `ivr.flow-not-yaml`, `ivr.flow-mistakes`; both tell all mistakes at
 * once, one on each line as `file:line:column: key: text`, and carry them as `FlowMistake[]` in `cause`.
 */
export function loadFlow(yamlText: string, fileName: string, known: FlowSurroundings): Result<Flow> {
  const source = readYaml(yamlText);
  if (source.syntax.length > 0) {
    const mistakes = source.syntax.map(({ place, text }) => ({ file: fileName, ...place, text: `this is not YAML: ${text}` }));
    return failed(flowFault('ivr.flow-not-yaml', mistakes));
  }
  const { flow, problems } = check(source, known);
  if (flow && problems.length === 0) return ok(flow);
  return failed(flowFault('ivr.flow-mistakes', placeProblems(problems, source, fileName)));
}

function check(source: YamlSource, known: FlowSurroundings): { flow?: Flow; problems: Problem[] } {
  const head = headSchema.safeParse(source.value);
  const raw = mapAt(mapAt({ file: source.value }, 'file'), 'nodes');
  const { nodes, problems: nodeProblems } = readNodes(raw);
  const draft: Draft = { ...readableHead(source.value), nodes, names: Object.keys(raw) };
  const problems = [...nodeProblems, ...checkGraph(draft), ...checkNames(draft, known)];
  if (head.success) return { flow: { ...head.data, nodes: inZone(nodes, known.timeZone) }, problems };
  return { problems: [...shapeProblems(head.error.issues, [], source.value), ...problems] };
}

/** The nodes, hours that name no time zone being those of `timeZone`. */
function inZone(nodes: ReadonlyMap<string, FlowNode>, timeZone: string | undefined): Record<string, FlowNode> {
  if (timeZone === undefined) return Object.fromEntries(nodes);
  return Object.fromEntries([...nodes].map(([name, node]) => [name, node.type === 'hours' ? { timeZone, ...node } : node]));
}

/** What of the head can be read, whatever else is wrong with it. */
function readableHead(value: unknown): Pick<Draft, 'start' | 'language' | 'languageSkills'> {
  const { start, language, languageSkills } = headSchema.shape;
  const given = mapAt({ file: value }, 'file');
  return {
    start: start.safeParse(given.start).data,
    language: language.safeParse(given.language).data ?? 'zh',
    languageSkills: languageSkills.safeParse(given.languageSkills).data ?? {},
  };
}

/** Judges each node alone, so that a mistake in one does not hide those of the others. */
function readNodes(raw: Readonly<Record<string, unknown>>): { nodes: Map<string, FlowNode>; problems: Problem[] } {
  const nodes = new Map<string, FlowNode>();
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const read = nodeSchema.safeParse(value);
    if (read.success) nodes.set(name, read.data);
    else problems.push(...shapeProblems(read.error.issues, ['nodes', name], value));
  }
  return { nodes, problems };
}

function mapAt(map: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = map[key];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
}
