import { type Template, expressionsIn } from '../../expression/template.ts';
import { type Tree, partsOf } from '../../expression/tree.ts';
import type { Flow } from '../../language/flow-schema.ts';
import type { FlowState } from '../flow-state.ts';
import type { FlowEffect, FlowQuestion, FlowUtterance, FlowValue } from '../../model.ts';

const MASK = '•••';

/** True when a secret variable of this flow is in the expression: then its value is a secret too. */
export const isSecret = ({ variables }: Pick<Flow, 'variables'>, tree: Tree): boolean =>
  partsOf(tree).some((part) => part.kind === 'name' && Object.hasOwn(variables, part.name) && variables[part.name]?.secret === true);

export const holdsSecret = (flow: Pick<Flow, 'variables'>, template: Template | undefined): boolean =>
  template !== undefined && expressionsIn(template).some(({ tree }) => isSecret(flow, tree));

/** True where what the caller enters, or another system answers, goes into a secret variable. */
export function takesSecret({ flow, phase }: Pick<FlowState, 'flow' | 'phase'>): boolean {
  const node = 'node' in phase ? phase.node : undefined;
  const into = node?.type === 'gather' ? [node.into] : node?.type === 'http' ? Object.keys(node.take) : [];
  return into.some((name) => flow.variables[name]?.secret === true);
}

/** An effect as it may be logged: what holds secrets is masked. */
export function withoutSecrets(effect: FlowEffect): FlowEffect {
  if (effect.type === 'play') return { ...effect, prompts: effect.prompts.map(maskedUtterance) };
  if (effect.type === 'ask-world' && effect.secret) return { ...effect, question: maskedQuestion(effect.question) };
  return effect;
}

function maskedUtterance(utterance: FlowUtterance): FlowUtterance {
  return typeof utterance !== 'string' && utterance.secret ? { ...utterance, say: MASK } : utterance;
}

function maskedQuestion(question: FlowQuestion): FlowQuestion {
  switch (question.kind) {
    case 'http':
      return {
        ...question,
        url: MASK,
        headers: maskedValues(question.headers),
        ...(question.body ? { body: maskedValues(question.body) } : {}),
      };
    case 'hook':
      return { ...question, data: maskedValues(question.data) };
    case 'customer':
    case 'callback':
      return { ...question, number: MASK };
    case 'transfer':
      return { ...question, target: { kind: 'number', number: MASK } };
    case 'ticket':
      return { ...question, subject: MASK, text: MASK, ...(question.fields ? { fields: maskedValues(question.fields) } : {}) };
    case 'queue-state':
    case 'voicemail':
      return question;
  }
}

function maskedValues(values: Readonly<Record<string, FlowValue>>): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, MASK]));
}
