import type { NodeOf } from '../../language/flow-schema.ts';
import { type Draw, type Move, hangUp } from '../draw.ts';
import type { FlowState, WorldNode } from '../flow-state.ts';
import { customerFrom, valueFrom } from './read-answer.ts';

type Data = Readonly<Record<string, unknown>>;

/** Where a node goes on by the answer to its question; outcomes it does not know count as `failed`. */
export function resultOf(draw: Draw, state: FlowState, node: WorldNode, outcome: string, data: Data): Move {
  switch (node.type) {
    case 'http':
      return afterHttp(state, node, outcome, data);
    case 'customer': {
      const customer = outcome === 'found' ? customerFrom(data) : undefined;
      if (customer) return { state: { ...state, customer }, go: node.found };
      return { state, go: outcome === 'unknown' ? node.unknown : (node.failed ?? node.unknown) };
    }
    case 'voicemail':
      if (outcome === 'recorded') return { state, go: node.next };
      return { state, go: outcome === 'empty' ? (node.empty ?? node.next) : node.failed };
    case 'callback':
      if (outcome === 'booked') return { state, go: node.next };
      return { state, go: outcome === 'refused' ? (node.refused ?? node.failed) : node.failed };
    case 'ticket': {
      if (outcome !== 'created') return { state, go: node.failed ?? node.next };
      const variables = node.into === undefined ? state.variables : { ...state.variables, [node.into]: valueFrom(data['id'], 'text') };
      return { state: { ...state, variables }, go: node.next };
    }
    case 'transfer':
      return afterTransfer(draw, state, node, outcome);
  }
}

function afterHttp(state: FlowState, node: NodeOf<'http'>, outcome: string, data: Data): Move {
  const status = typeof data['status'] === 'number' ? data['status'] : 0;
  if (outcome !== 'answered' || status === 0) return { state, go: node.failed };
  const taken = Object.fromEntries(
    Object.entries(node.take).map(([name, path]) => [name, valueFrom(inside(data['body'], path), state.flow.variables[name]?.type ?? 'text')]),
  );
  const filled = { ...state, variables: { ...state.variables, ...taken } };
  const named = Object.entries(node.statuses).find(([code]) => code === String(status))?.[1];
  return { state: filled, go: named ?? (status >= 200 && status < 300 ? node.next : node.failed) };
}

/** What stands at `accounts.0.balance` in an answer. */
function inside(body: unknown, path: string): unknown {
  let here = body;
  for (const step of path.split('.')) {
    if (here === null || typeof here !== 'object') return undefined;
    here = Object.entries(here).find(([name]) => name === step)?.[1];
  }
  return here;
}

function afterTransfer(draw: Draw, state: FlowState, node: NodeOf<'transfer'>, outcome: string): Move {
  switch (outcome) {
    case 'answered':
      return node.answered === undefined ? hangUp(draw, state, 'normal') : { state, go: node.answered };
    case 'busy':
      return { state, go: node.busy ?? node.failed };
    case 'no-answer':
      return { state, go: node.noAnswer ?? node.failed };
    default:
      return { state, go: node.failed };
  }
}
