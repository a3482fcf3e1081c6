import { createHash } from 'node:crypto';
import type { Config } from '#config';
import type { RuleWhen, RuleWorld, TicketRule, TicketRuleAction } from '#tickets';

type Written = Config['tickets']['rules'][number];

/** Rules and macros as the configuration has them; the version of a rule is the fingerprint of what it says. */
export function ruleWorld({ tickets: { rules, macros }, agents = [], queues = [] }: Pick<Config, 'tickets'> & Partial<Pick<Config, 'agents' | 'queues'>>): RuleWorld {
  const namesOf = (list: readonly { readonly id: string; readonly name: string }[]) => new Map(list.map(({ id, name }) => [id, name]));
  return { rules: rules.filter(({ enabled }) => enabled).map(ruleOf), macros, names: { agents: namesOf(agents), queues: namesOf(queues) } };
}

function ruleOf(written: Written): TicketRule {
  const { id, name, on, when, actions, stop } = written;
  const version = createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 8);
  return { id, name, version, on, stop, when: when as RuleWhen, actions: actions.map(actionOf) };
}

function actionOf(action: Written['actions'][number]): TicketRuleAction {
  if (action.do === 'tag') return { do: 'tag', add: action.add ?? [], remove: action.remove ?? [] };
  return action as TicketRuleAction;
}
