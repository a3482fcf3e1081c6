import type { RuleAction } from '../../model.ts';
import { ACTION_KINDS, type ActionText } from './action-schema.ts';
import type { Mistake } from '../explain-issue.ts';
import type { KeyPath } from '../yaml-source.ts';

/** The `do` of a rule. */
export function readActions(texts: readonly ActionText[], path: KeyPath): { readonly actions: readonly RuleAction[]; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const actions = texts.flatMap((text, i) => {
    const given = Object.keys(text);
    if (given.length === 1) return actionsOf(text);
    const said = given.length === 0 ? `does nothing; one of ${ACTION_KINDS.join(', ')} is needed` : `has ${given.join(' and ')}; one of them is allowed, make an entry for each`;
    mistakes.push({ path: [...path, i], text: said });
    return [];
  });
  return { actions, mistakes };
}

function actionsOf({ hint, script, tag, supervisor, pauseRecording, ticket, webhook }: ActionText): RuleAction[] {
  if (hint) return [{ kind: 'hint', text: hint }];
  if (script) return [{ kind: 'script', text: script }];
  if (supervisor) return [{ kind: 'supervisor', text: supervisor }];
  if (tag !== undefined) return [{ kind: 'tag', tag }];
  if (pauseRecording) return [{ kind: 'pause-recording', seconds: pauseRecording.seconds }];
  if (webhook !== undefined) return [{ kind: 'webhook', hook: webhook }];
  if (!ticket) return [];
  const { template, subject, text, queue, priority } = ticket;
  const found = { ...(template === undefined ? {} : { template }), ...(text ? { text } : {}), ...(queue === undefined ? {} : { queue }), ...(priority ? { priority } : {}) };
  return [{ kind: 'ticket', subject, ...found }];
}
