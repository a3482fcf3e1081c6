import { evaluate } from '../../expression/evaluate.ts';
import type { Value } from '../../expression/tree.ts';
import type { Flow, NodeOf } from '../../language/flow-schema.ts';
import { type Draw, type Move, hangUp, note } from '../draw.ts';
import type { FlowState, Frame } from '../flow-state.ts';
import { namesOf } from '../values/names.ts';

/** Flows inside flows inside flows: more than anybody can follow. The loader counts, too. */
export const DEEPEST = 8;

/** The variables of a flow at its start. */
export const defaultsOf = ({ variables }: Pick<Flow, 'variables'>): Record<string, Value> =>
  Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variable.default]));

export function callSubFlow(draw: Draw, state: FlowState, node: NodeOf<'call'>): Move {
  const flow = Object.hasOwn(state.flow.flows, node.flow) ? state.flow.flows[node.flow] : undefined;
  if (!flow || state.frames.length >= DEEPEST) return hangUp(draw, state, 'fault');
  const names = namesOf(state, draw.now);
  const given = Object.fromEntries(Object.entries(node.with).map(([name, { tree }]): [string, Value] => [name, evaluate(tree, names)]));
  const frame: Frame = { flow: state.flow, variables: state.variables, node };
  return { state: { ...state, flow, frames: [...state.frames, frame], variables: { ...defaultsOf(flow), ...given } }, go: flow.start };
}

export function returnFromSubFlow(draw: Draw, state: FlowState, { outcome }: NodeOf<'return'>): Move {
  const frame = state.frames.at(-1);
  if (!frame) return hangUp(draw, state, 'fault');
  const { flow, node } = frame;
  note(draw, state, 'return', { outcome });
  const taken = Object.fromEntries(Object.entries(node.take).map(([ours, theirs]): [string, Value] => [ours, state.variables[theirs]]));
  const back = { ...state, flow, frames: state.frames.slice(0, -1), variables: { ...frame.variables, ...taken } };
  const to = Object.hasOwn(node.returns, outcome) ? node.returns[outcome] : undefined;
  return to === undefined ? hangUp(draw, back, 'fault') : { state: back, go: to };
}

/** A node with the sub-flows it is in: `verify/ask-pin`. */
export const nodePath = ({ frames }: FlowState, name: string): string => [...frames.map(({ node }) => node.flow), name].join('/');
