import type { Flow, FlowNode, NodeOf } from '../../language/flow-schema.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Draft } from '../draft.ts';
import type { Problem } from '../problem.ts';
import { secretsIn } from './check-expressions.ts';

/** Calls of sub-flows that do not fit them, and returns where nothing was called. */
export function checkCalls(node: FlowNode, draft: Draft): Problem[] {
  if (node.type === 'return' && !draft.isSubFlow) return [{ path: ['type'], text: 'only a sub-flow returns; a flow ends by queue, transfer or hangup' }];
  if (node.type !== 'call') return [];
  const names = Object.keys(draft.flows);
  if (!names.includes(node.flow)) return [{ path: ['flow'], text: `there is no flow “${node.flow}”;${didYouMean(node.flow, names, 'flows')}` }];
  const flow = draft.flows[node.flow];
  // One that has mistakes of its own: these are told, and nothing that may follow from them.
  return flow ? [...wrongOutcomes(node, flow), ...wrongVariables(node, flow, draft)] : [];
}

export const outcomesOf = ({ nodes }: Flow): string[] => [...new Set(Object.values(nodes).flatMap((node) => (node.type === 'return' ? [node.outcome] : [])))];

function wrongOutcomes({ flow: name, returns }: NodeOf<'call'>, flow: Flow): Problem[] {
  const outcomes = outcomesOf(flow);
  const missing = outcomes
    .filter((outcome) => !Object.hasOwn(returns, outcome))
    .map((outcome): Problem => ({ path: ['returns'], text: `“${name}” can return “${outcome}”, which leads nowhere: name a node for it` }));
  const never = Object.keys(returns)
    .filter((outcome) => !outcomes.includes(outcome))
    .map((outcome): Problem => ({ path: ['returns', outcome], at: 'key', text: `“${name}” never returns “${outcome}”;${didYouMean(outcome, outcomes, 'outcomes')}` }));
  return [...missing, ...never];
}

function wrongVariables(node: NodeOf<'call'>, flow: Flow, { variables }: Draft): Problem[] {
  const theirs = Object.keys(flow.variables);
  const unknown = (name: string) => `“${node.flow}” has no variable “${name}”;${didYouMean(name, theirs, 'variables')}`;
  const given = Object.entries(node.with).flatMap(([name, { tree }]): Problem[] => {
    if (!theirs.includes(name)) return [{ path: ['with', name], at: 'key', text: unknown(name) }];
    const [secret] = secretsIn(tree, variables);
    return secret === undefined || flow.variables[name]?.secret ? [] : [{ path: ['with', name], text: `“${secret}” is secret; make “${name}” of “${node.flow}” secret too` }];
  });
  const taken = Object.entries(node.take).flatMap(([ours, name]): Problem[] => {
    const [from, to] = [flow.variables[name], variables[ours]];
    const path = ['take', ours];
    if (!from) return [{ path, text: unknown(name) }];
    if (to && to.type !== from.type) return [{ path, text: `“${name}” is a ${from.type}, “${ours}” a ${to.type}` }];
    return to && from.secret && !to.secret ? [{ path, text: `“${name}” is secret; make “${ours}” secret too` }] : [];
  });
  return [...given, ...taken];
}
