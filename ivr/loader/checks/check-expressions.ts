import { type VariableTypes, checkTypes, readsAs } from '../../expression/check-types.ts';
import { type Template, expressionsIn } from '../../expression/template.ts';
import { type Tree, type ValueType, partsOf } from '../../expression/tree.ts';
import { type WrittenExpression, expressionsOf } from '../../language/expressions-of.ts';
import type { FlowNode } from '../../language/flow-schema.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Draft, FlowSurroundings } from '../draft.ts';
import type { Problem } from '../problem.ts';

/** What is wrong inside the expressions of a node: names, types, queues, calendars, and secrets where none may be. */
export function checkExpressions(node: FlowNode, draft: Draft, known: FlowSurroundings): Problem[] {
  return expressionsOf(node).flatMap((one) =>
    'parts' in one.written ? inTemplate(one, one.written, draft, known) : inExpression(one, one.written.tree, targetType(node, one, draft), draft, known),
  );
}

/** The type a value must have: of the variable it is for, or what the node needs. */
function targetType(node: FlowNode, { path, needs }: WrittenExpression, draft: Draft): ValueType | undefined {
  const name = String(path[1]);
  if (node.type === 'set') return draft.variables[name]?.type;
  if (node.type === 'call') return draft.flows[node.flow]?.variables[name]?.type;
  return needs;
}

function inTemplate({ path, use }: WrittenExpression, template: Template, draft: Draft, known: FlowSurroundings): Problem[] {
  return expressionsIn(template).flatMap(({ tree, at }) => {
    const { type, problems } = judge(tree, at, path, draft, known);
    if (type === 'boolean') return [...problems, { path, offset: at, text: 'true or false is no text: choose the words by a branch' }];
    if (use === 'stored' && secretsIn(tree, draft.variables).length > 0) return [...problems, stored(tree, at, path, draft)];
    return problems;
  });
}

function inExpression({ path }: WrittenExpression, tree: Tree, target: ValueType | undefined, draft: Draft, known: FlowSurroundings): Problem[] {
  const { type, problems } = judge(tree, 0, path, draft, known);
  if (type === undefined || target === undefined || type === target || readsAs(tree, target)) return problems;
  return [...problems, { path, offset: tree.at, text: `must be a ${target}, this is a ${type}${type === 'time' ? '; text(…) makes a text of it' : ''}` }];
}

function judge(tree: Tree, at: number, path: WrittenExpression['path'], draft: Draft, known: FlowSurroundings): { type: ValueType | undefined; problems: Problem[] } {
  const { type, mistakes } = checkTypes(tree, draft.variables);
  const names = mistakes.length > 0 ? [] : unknownNames(tree, draft, known);
  return { type, problems: [...mistakes, ...names].map((mistake) => ({ path, offset: at + mistake.at, text: mistake.text })) };
}

function unknownNames(tree: Tree, draft: Draft, known: FlowSurroundings): { at: number; text: string }[] {
  return partsOf(tree).flatMap((part) => {
    const [first] = part.kind === 'call' ? part.args : [];
    if (part.kind !== 'call' || first?.kind !== 'literal') return [];
    const name = String(first.value);
    if (part.name === 'queue' && !known.queues.includes(name)) return [{ at: first.at, text: `there is no queue “${name}”;${didYouMean(name, known.queues, 'queues')}` }];
    const calendars = Object.keys(draft.calendars);
    if ((part.name === 'holiday' || part.name === 'workday') && !calendars.includes(name)) {
      return [{ at: first.at, text: `there is no calendar “${name}”;${didYouMean(name, calendars, 'calendars')}` }];
    }
    return [];
  });
}

function stored(tree: Tree, at: number, path: WrittenExpression['path'], { variables }: Draft): Problem {
  return { path, offset: at + tree.at, text: `“${secretsIn(tree, variables).join('”, “')}” is secret and must not be kept in a ticket` };
}

/** Names of secret variables in an expression. */
export function secretsIn(tree: Tree, variables: VariableTypes): string[] {
  return partsOf(tree).flatMap((part) => (part.kind === 'name' && variables[part.name]?.secret ? [part.name] : []));
}
