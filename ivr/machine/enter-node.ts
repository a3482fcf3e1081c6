import { isOpen } from '../hours/opening-hours.ts';
import { LANGUAGE_SKILL, type NodeOf } from '../language/flow-schema.ts';
import type { FlowSkill } from '../model.ts';
import { ask } from './ask.ts';
import { type Draw, type Move, note, play } from './draw.ts';
import type { FlowState } from './flow-state.ts';

/** Comes to a node and does what it says. */
export function enter(draw: Draw, before: FlowState, name: string): Move {
  const node = Object.hasOwn(before.flow.nodes, name) ? before.flow.nodes[name] : undefined;
  const state: FlowState = { ...before, at: name, since: draw.now };
  // The loader proves that every target exists; a flow made by other means ends instead of hanging the call.
  if (!node) return hangUp(draw, state, 'fault');
  draw.emit({ type: 'enter', node: name });
  switch (node.type) {
    case 'play':
      return play(draw, state, node.prompts, (id) => ({ kind: 'announcing', node, play: id }));
    case 'menu':
    case 'language':
      return ask(draw, state, node);
    case 'hours':
      return throughHours(draw, state, node);
    case 'goto':
      return { state, go: node.next };
    case 'queue':
      draw.emit({ type: 'queue', queue: node.queue, skills: skillsOf(node, state), priority: node.priority });
      return { state: { ...state, phase: { kind: 'ended' } } };
    case 'hangup':
      if (!node.prompts) return hangUp(draw, state, node.cause);
      return play(draw, state, node.prompts, (id) => ({ kind: 'parting', node, play: id }));
  }
}

/** A play node is over, heard as a whole or cut off by a key. */
export function announced(draw: Draw, state: FlowState, node: NodeOf<'play'>, heard: 'whole' | 'interrupted'): Move {
  if (node.note) note(draw, state, node.note, { heard, language: state.language });
  return { state, go: node.next };
}

/** The last prompts were said. */
export const parted = (draw: Draw, state: FlowState, node: NodeOf<'hangup'>): Move => hangUp(draw, state, node.cause);

function hangUp(draw: Draw, state: FlowState, cause: NodeOf<'hangup'>['cause']): Move {
  draw.emit({ type: 'hang-up', cause });
  return { state: { ...state, phase: { kind: 'ended' } } };
}

function throughHours(draw: Draw, state: FlowState, node: NodeOf<'hours'>): Move {
  const open = isOpen({ ...node, timeZone: node.timeZone ?? 'UTC' }, state.facts.wallClock);
  note(draw, state, 'hours', { result: open ? 'open' : 'closed' });
  return { state, go: open ? node.open : node.closed };
}

/** The skills a queue node asks for; one named twice (by `$language` too) counts with its higher level. */
function skillsOf(node: NodeOf<'queue'>, { flow, language }: FlowState): FlowSkill[] {
  const levels = new Map<string, number>();
  for (const [name, level] of Object.entries(node.skills)) {
    const skill = name === LANGUAGE_SKILL ? (flow.languageSkills[language] ?? language) : name;
    levels.set(skill, Math.max(level, levels.get(skill) ?? 0));
  }
  return [...levels].map(([skill, level]) => ({ skill, level }));
}
