import { type Names, evaluate, textOf } from '../../expression/evaluate.ts';
import { type Template, fill } from '../../expression/template.ts';
import type { Expression } from '../../expression/tree.ts';
import type { NodeOf } from '../../language/flow-schema.ts';
import type { FlowQuestion, FlowValue, TransferTarget } from '../../model.ts';
import type { Draw } from '../draw.ts';
import type { FlowState, WorldNode } from '../flow-state.ts';
import { namesOf } from '../values/names.ts';
import { holdsSecret, isSecret } from '../values/secrets.ts';
import { skillsOf } from './skills-of.ts';

interface Asked {
  readonly question: FlowQuestion;
  readonly secret: boolean;
}

/** What a node asks, its expressions filled in. */
export function questionOf(draw: Draw, state: FlowState, node: WorldNode): Asked {
  const names = namesOf(state, draw.now);
  switch (node.type) {
    case 'http':
      return httpOf(state, node, names);
    case 'customer':
      return { question: { kind: 'customer', number: numberOf(node.by, state, names), timeoutMs: node.timeoutSeconds * 1000 }, secret: secretIn(state, node.by) };
    case 'voicemail': {
      const { queue, maxSeconds, silenceSeconds, finishOn } = node;
      return { question: { kind: 'voicemail', queue, maxMs: maxSeconds * 1000, silenceMs: silenceSeconds * 1000, finishOn: finishOn === 'none' ? '' : finishOn }, secret: false };
    }
    case 'callback':
      return { question: callbackOf(state, node, names), secret: secretIn(state, node.number) };
    case 'ticket':
      return { question: ticketOf(state, node, names), secret: [node.subject, node.text, ...Object.values(node.fields)].some((one) => holdsSecret(state.flow, one)) };
    case 'transfer':
      return { question: { kind: 'transfer', target: targetOf(node, names), ringMs: node.ringSeconds * 1000 }, secret: [node.to.number, node.to.agent].some((one) => holdsSecret(state.flow, one)) };
  }
}

function httpOf(state: FlowState, node: NodeOf<'http'>, names: Names): Asked {
  const { method, url, headers, body, timeoutSeconds } = node;
  const texts = [url, ...Object.values(headers)];
  return {
    question: {
      kind: 'http',
      method,
      url: addressOf(url, names),
      headers: mapped(headers, (one: Template) => fill(one, names).replaceAll(/[\r\n]/g, ' ')),
      ...(body ? { body: valuesOf(body, names) } : {}),
      timeoutMs: timeoutSeconds * 1000,
    },
    secret: texts.some((one) => holdsSecret(state.flow, one)) || Object.values(body ?? {}).some((one) => secretIn(state, one)),
  };
}

/** Half a character, as another system may send it, cannot be encoded; a value that is a step of the way (`..`) would lead elsewhere: then there is no address. */
function addressOf(url: Template, names: Names): string {
  const filled = fill(url, names, (value) => encodeURIComponent(value.toWellFormed()));
  return hasDots(filled) && !hasDots(url.source) ? '' : filled;
}

const hasDots = (address: string) => (/^[^?#]*/.exec(address)?.[0] ?? '').split(/[/\\]/).some((step) => /^(\.|%2e){1,2}$/i.test(step));

function callbackOf(state: FlowState, node: NodeOf<'callback'>, names: Names): FlowQuestion {
  const { queue, priority, keepPlace } = node;
  const since = keepPlace && Object.hasOwn(state.waits, queue) ? state.waits[queue] : undefined;
  const number = numberOf(node.number, state, names);
  return { kind: 'callback', queue, skills: skillsOf(node, state), priority, number, keepPlace, ...(since === undefined ? {} : { waitingSince: since }) };
}

function ticketOf({ at }: FlowState, { template, subject, text, fields, queue, priority }: NodeOf<'ticket'>, names: Names): FlowQuestion {
  const filled = Object.entries(mapped(fields, (one: Template) => fill(one, names).trim())).filter(([, value]) => value !== '');
  return {
    kind: 'ticket',
    ...(template === undefined ? {} : { template }),
    subject: fill(subject, names),
    text: text ? fill(text, names) : '',
    ...(filled.length > 0 ? { fields: Object.fromEntries(filled) } : {}),
    ...(priority === undefined ? {} : { priority }),
    ...(queue === undefined ? {} : { queue }),
    node: at,
  };
}

function targetOf({ to }: NodeOf<'transfer'>, names: Names): TransferTarget {
  if (to.number) return { kind: 'number', number: fill(to.number, names) };
  if (to.agent) return { kind: 'agent', agent: fill(to.agent, names) };
  return { kind: 'queue', queue: to.queue ?? '' };
}

const numberOf = (written: Expression | undefined, { facts }: FlowState, names: Names) => (written ? textOf(evaluate(written.tree, names)) : facts.caller);

const secretIn = ({ flow }: FlowState, written: Expression | undefined) => written !== undefined && isSecret(flow, written.tree);

/** Named values; what is not known is left out. */
export function valuesOf(written: Readonly<Record<string, Expression>>, names: Names): Record<string, FlowValue> {
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, { tree }]) => {
      const value = evaluate(tree, names);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
