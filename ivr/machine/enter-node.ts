import type { FlowNode, NodeOf } from '../language/flow-schema.ts';
import { ask } from './asking/ask.ts';
import { throughBranch, throughHours, throughSet } from './deciding/decide.ts';
import { callSubFlow, nodePath, returnFromSubFlow } from './deciding/sub-flows.ts';
import { type Draw, type Move, hangUp, nextId, note, play } from './draw.ts';
import type { FlowState } from './flow-state.ts';
import { isSecret } from './values/secrets.ts';
import { namesOf } from './values/names.ts';
import { askWorld } from './world/ask-world.ts';
import { lookAtQueues, queuesToLookAt } from './world/look-at-queues.ts';
import { valuesOf } from './world/question-of.ts';
import { waitInQueue } from './world/wait-in-queue.ts';

/** Comes to a node; does what it says at once, or after a look at the queues its expressions ask about. */
export function enter(draw: Draw, before: FlowState, name: string): Move {
  const node = Object.hasOwn(before.flow.nodes, name) ? before.flow.nodes[name] : undefined;
  const at = nodePath(before, name);
  const state: FlowState = { ...before, at, since: draw.now };
  // The loader proves that every target exists; a flow made by other means ends instead of hanging the call.
  if (!node) return hangUp(draw, state, 'fault');
  draw.emit({ type: 'enter', node: at });
  const queues = queuesToLookAt(state, node, draw.now);
  return queues.length > 0 ? { state: lookAtQueues(draw, state, node, queues) } : act(draw, state, node);
}

/** Does what a node says. */
export function act(draw: Draw, state: FlowState, node: FlowNode): Move {
  switch (node.type) {
    case 'play':
      return play(draw, state, node.prompts, (id) => ({ kind: 'announcing', node, play: id }));
    case 'say':
      return play(draw, state, [{ say: node.text }], (id) => ({ kind: 'announcing', node, play: id }));
    case 'menu':
    case 'language':
    case 'gather':
    case 'survey':
      return ask(draw, state, node);
    case 'hours':
      return throughHours(draw, state, node);
    case 'branch':
      return throughBranch(draw, state, node);
    case 'set':
      return throughSet(draw, state, node);
    case 'call':
      return callSubFlow(draw, state, node);
    case 'return':
      return returnFromSubFlow(draw, state, node);
    case 'goto':
      return { state, go: node.next };
    case 'hook':
      return tell(draw, state, node);
    case 'voicemail':
      if (!node.prompts) return askWorld(draw, state, node);
      return play(draw, state, node.prompts, (id) => ({ kind: 'introducing', node, play: id }));
    case 'http':
    case 'customer':
    case 'callback':
    case 'ticket':
    case 'transfer':
      return askWorld(draw, state, node);
    case 'queue':
      return waitInQueue(draw, state, node);
    case 'hangup':
      if (!node.prompts) return hangUp(draw, state, node.cause);
      return play(draw, state, node.prompts, (id) => ({ kind: 'parting', node, play: id }));
  }
}

/** A play or say node is over, heard as a whole or cut off by a key. */
export function announced(draw: Draw, state: FlowState, node: NodeOf<'play'> | NodeOf<'say'>, heard: 'whole' | 'interrupted'): Move {
  if (node.note) note(draw, state, node.note, { heard, language: state.language });
  return { state, go: node.next };
}

/** Nobody waits for the answer of a hook: its id is forgotten. */
function tell(draw: Draw, state: FlowState, node: NodeOf<'hook'>): Move {
  const { id, state: after } = nextId(state);
  const secret = Object.values(node.data).some(({ tree }) => isSecret(state.flow, tree));
  draw.emit({ type: 'ask-world', id, ...(secret ? { secret: true } : {}), question: { kind: 'hook', hook: node.hook, data: valuesOf(node.data, namesOf(state, draw.now)) } });
  return { state: after, go: node.next };
}
