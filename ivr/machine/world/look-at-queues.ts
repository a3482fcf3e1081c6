import type { Millis } from '#core';
import { type Template, expressionsIn } from '../../expression/template.ts';
import { type Tree, partsOf } from '../../expression/tree.ts';
import type { FlowNode } from '../../language/flow-schema.ts';
import { expressionsOf } from '../../language/expressions-of.ts';
import type { FlowQueueState } from '../../model.ts';
import { type Draw, nextId, startTimer } from '../draw.ts';
import type { FlowState } from '../flow-state.ts';

/** The numbers are in this house; longer means that something is broken. */
const LOOKING_MS = 2000;

/** Nodes that follow each other at once see the same numbers. */
const FRESH_MS = 1000;

const known = new WeakMap<FlowNode, readonly string[]>();

/** The queues that must be looked at before a node is done. */
export function queuesToLookAt({ looked }: FlowState, node: FlowNode, now: Millis): readonly string[] {
  const asked = queuesAsked(node);
  const fresh = looked && now - looked.at <= FRESH_MS ? looked.queues : [];
  return asked.every((queue) => fresh.includes(queue)) ? [] : asked;
}

/** The queues a node's expressions ask about; worked out once. */
function queuesAsked(node: FlowNode): readonly string[] {
  let found = known.get(node);
  if (!found) {
    found = [...new Set(expressionsOf(node).flatMap(({ written }) => ('parts' in written ? inTemplate(written) : inTree(written.tree))))];
    known.set(node, found);
  }
  return found;
}

const inTemplate = (template: Template) => expressionsIn(template).flatMap(({ tree }) => inTree(tree));

function inTree(tree: Tree): string[] {
  return partsOf(tree).flatMap((part) => {
    const [first] = part.kind === 'call' && part.name === 'queue' ? part.args : [];
    return first?.kind === 'literal' ? [String(first.value)] : [];
  });
}

/** Asks for the state of the queues before the node is done. */
export function lookAtQueues(draw: Draw, state: FlowState, node: FlowNode, queues: readonly string[]): FlowState {
  const { id, state: asked } = nextId(state);
  draw.emit({ type: 'ask-world', id, question: { kind: 'queue-state', queues } });
  const timer = startTimer(draw, asked, LOOKING_MS);
  return { ...timer.state, phase: { kind: 'looking', node, question: id, timer: timer.id } };
}

/** What was told, or nothing. */
export const told = (draw: Draw, state: FlowState, node: FlowNode, queues: Readonly<Record<string, FlowQueueState>>): FlowState => ({
  ...state,
  queues,
  looked: { at: draw.now, queues: queuesAsked(node) },
});
