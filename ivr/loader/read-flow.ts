import type { Language } from '#core';
import type { Calendar } from '../hours/calendar.ts';
import { type Flow, type FlowNode, headSchema, nodeSchema } from '../language/flow-schema.ts';
import { LANGUAGES } from '../language/prompt-reference.ts';
import { checkDraft } from './check-draft.ts';
import { switchedBy, switchedIn } from './checks/languages-at.ts';
import type { Draft } from './draft.ts';
import { type Found, type Loading, type Reading, besides, cannotOpen, openCalendar, openFile, openInclude } from './sources/files.ts';
import { type FlowMistake, type Problem, type SourceFile, placeProblems } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';
import { shippedCalendars } from './sources/shipped-calendars.ts';

/** Flows in flows in flows: more than anybody can follow. */
const DEEPEST = 8;
/** Nodes of one flow: more than anybody can follow, and few enough to be checked while calls go on. */
const MOST_NODES = 2000;

/** Reads a flow with the files it names. */
export function readFlowFile(main: SourceFile, loading: Loading): Reading {
  const head = headSchema.safeParse(main.source.value);
  const given = mapAt({ file: main.source.value }, 'file');
  const written = collectNodes(main, given, loading);
  const many = Object.keys(written.raw).length;
  if (many > MOST_NODES) return refused(main, { path: ['nodes'], at: 'key', text: `has ${many} nodes, at most ${MOST_NODES} are allowed: make parts of it sub-flows` });
  const { nodes, problems: nodeProblems } = readNodes(written.raw);
  const { isSubFlow, spoken } = whoCalls(given, loading);
  const inside = { ...loading, spoken: [...new Set([...spoken, ...switchedBy(nodes.values())])], trail: [...loading.trail, main.file] };
  const subFlows = readSubFlows(main, given, inside);
  const calendars = readCalendars(main, given, loading);
  const draft: Draft = {
    ...readableHead(given),
    flows: subFlows.flows,
    calendars: calendars.calendars,
    nodes,
    names: Object.keys(written.raw),
    spoken,
    isSubFlow,
  };
  const shape = head.success ? [] : shapeProblems(head.error.issues, [], main.source.value);
  const problems = [...shape, ...written.problems, ...subFlows.problems, ...calendars.problems, ...nodeProblems, ...checkDraft(draft, loading.known)];
  const place = (some: readonly Problem[]) => placeProblems(some, main.source, main.file, written.from);
  const mistakes = [...place(problems.filter(({ warning }) => !warning)), ...written.mistakes, ...subFlows.mistakes, ...calendars.mistakes];
  const warnings = [...place(problems.filter(({ warning }) => warning)), ...subFlows.warnings];
  if (!head.success || mistakes.length > 0) return { flow: undefined, mistakes, warnings };
  return { flow: wholeFlow(head.data, draft, loading), mistakes, warnings };
}

function refused(main: SourceFile, problem: Problem): Reading {
  return { flow: undefined, mistakes: placeProblems([problem], main.source, main.file), warnings: [] };
}

function wholeFlow(head: ReturnType<typeof headSchema.parse>, draft: Draft, { known }: Loading): Flow {
  const { include: _files, flows: _named, calendars: _paths, ...rest } = head;
  const timeZone = head.timeZone ?? known.timeZone ?? 'UTC';
  const nodes = Object.fromEntries([...draft.nodes].map(([name, node]) => [name, node.type === 'hours' ? { timeZone, ...node } : node]));
  return { ...rest, timeZone, flows: present(draft.flows), calendars: present(draft.calendars), nodes };
}

const present = <T>(some: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(some).flatMap(([name, value]): [string, T][] => (value === undefined ? [] : [[name, value]])));

/** Callers of a sub-flow bring the languages of the flows around it. */
function whoCalls(given: Readonly<Record<string, unknown>>, { trail, spoken, known }: Loading): { isSubFlow: boolean; spoken: readonly Language[] } {
  if (trail.length > 0) return { isSubFlow: true, spoken };
  return known.subFlow ? { isSubFlow: true, spoken: LANGUAGES } : { isSubFlow: false, spoken: [readableHead(given).language] };
}

/** What of the head can be read, whatever else is wrong with it. */
function readableHead(given: Readonly<Record<string, unknown>>): Pick<Draft, 'start' | 'language' | 'languageSkills' | 'variables'> {
  const { start, language, languageSkills, variables } = headSchema.shape;
  return {
    start: start.safeParse(given.start).data,
    language: language.safeParse(given.language).data ?? 'zh',
    languageSkills: languageSkills.safeParse(given.languageSkills).data ?? {},
    variables: Object.fromEntries(
      Object.entries(mapAt(given, 'variables')).flatMap(([name, value]) => Object.entries(variables.safeParse({ [name]: value }).data ?? {})),
    ),
  };
}

interface WrittenNodes {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly from: ReadonlyMap<string, SourceFile>;
  readonly problems: readonly Problem[];
  readonly mistakes: readonly FlowMistake[];
}

/** The nodes of the file and of those it includes; a name stands once. */
function collectNodes(main: SourceFile, given: Readonly<Record<string, unknown>>, loading: Loading): WrittenNodes {
  const raw: Record<string, unknown> = { ...mapAt(given, 'nodes') };
  const from = new Map(Object.keys(raw).map((name) => [name, main]));
  const problems: Problem[] = [];
  const mistakes: FlowMistake[] = [];
  for (const [i, name] of (headSchema.shape.include.safeParse(given.include).data ?? []).entries()) {
    const found = openInclude(loading, besides(main.file, name));
    problems.push(...cannotOpen(found, ['include', i]));
    if (!('value' in found)) continue;
    mistakes.push(...found.mistakes);
    for (const [node, value] of Object.entries(found.value.nodes)) {
      const first = from.get(node);
      if (first) mistakes.push({ file: found.value.from.file, ...found.value.from.source.place(['nodes', node], 'key'), text: `there is a node “${node}” in ${first.file} too` });
      else {
        raw[node] = value;
        from.set(node, found.value.from);
      }
    }
  }
  return { raw, from, problems, mistakes };
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

function readSubFlows(main: SourceFile, given: Readonly<Record<string, unknown>>, loading: Loading) {
  const flows: Record<string, Flow | undefined> = {};
  const problems: Problem[] = [];
  const mistakes: FlowMistake[] = [];
  const warnings: FlowMistake[] = [];
  const spoken = new Set(loading.spoken);
  for (const [name, file] of Object.entries(headSchema.shape.flows.safeParse(given.flows).data ?? {})) {
    const path = besides(main.file, file);
    flows[name] = undefined;
    if (loading.trail.includes(path)) problems.push({ path: ['flows', name], text: `flows must not call each other in a circle: ${[...loading.trail, path].join(' → ')}` });
    else {
      const reading = readSubFlow(path, { ...loading, spoken: [...spoken] });
      problems.push(...cannotOpen(reading, ['flows', name]));
      if (!('value' in reading)) continue;
      const { flow } = reading.value;
      mistakes.push(...reading.value.mistakes);
      warnings.push(...reading.value.warnings);
      if (flow && loading.trail.length - 1 + heightOf(flow) > DEEPEST) problems.push({ path: ['flows', name], text: `flows must not be nested deeper than ${DEEPEST}` });
      flows[name] = flow;
      for (const language of switchedIn(flow)) spoken.add(language);
    }
  }
  return { flows, problems, mistakes, warnings };
}

function readSubFlow(path: string, loading: Loading): Found<Reading> {
  const key = [path, ...loading.spoken.toSorted()].join('\n');
  const known = loading.subFlows.get(key);
  if (known) return { value: known, mistakes: [] };
  const found = openFile(loading, path);
  if (!('value' in found)) return found;
  const reading = found.mistakes.length > 0 ? { flow: undefined, mistakes: found.mistakes, warnings: [] } : readFlowFile(found.value, loading);
  loading.subFlows.set(key, reading);
  return { value: reading, mistakes: [] };
}

const heights = new WeakMap<Flow, number>();

/** How many flows lie in each other, with this one. */
function heightOf(flow: Flow): number {
  const known = heights.get(flow);
  if (known !== undefined) return known;
  const height = 1 + Math.max(0, ...Object.values(flow.flows).map(heightOf));
  heights.set(flow, height);
  return height;
}

function readCalendars(main: SourceFile, given: Readonly<Record<string, unknown>>, loading: Loading) {
  const calendars: Record<string, Calendar | undefined> = { ...shippedCalendars() };
  const problems: Problem[] = [];
  const mistakes: FlowMistake[] = [];
  for (const [name, file] of Object.entries(headSchema.shape.calendars.safeParse(given.calendars).data ?? {})) {
    const found = openCalendar(loading, besides(main.file, file));
    problems.push(...cannotOpen(found, ['calendars', name]));
    calendars[name] = 'value' in found ? found.value : undefined;
    if ('value' in found) mistakes.push(...found.mistakes);
  }
  return { calendars, problems, mistakes };
}

function mapAt(map: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = map[key];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
}
