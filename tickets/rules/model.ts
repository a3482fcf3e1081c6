import type { ClockKind } from '../clocks/model.ts';
import type { FieldValue, TicketPriority, TicketState } from '../model.ts';
import type { Words } from '../templates/template.ts';

/** What rules can wait for; several names may tell of one event. */
export const RULE_EVENTS = [
  'created', 'updated', 'assigned', 'moved', 'resolved', 'reopened', 'closed', 'customer-replied', 'agent-replied', 'noted', 'linked', 'attached', 'merged', 'judged', 'warning', 'breach', 'untouched',
] as const;
export type RuleEvent = (typeof RULE_EVENTS)[number];

/** All that is given must hold; of a list one is enough. */
export interface RuleWhen {
  readonly templates?: readonly string[];
  readonly priorities?: readonly TicketPriority[];
  readonly states?: readonly TicketState[];
  readonly queues?: readonly string[];
  readonly tiers?: readonly string[];
  readonly languages?: readonly ('zh' | 'en')[];
  readonly tags?: readonly string[];
  readonly noTags?: readonly string[];
  readonly assigned?: boolean;
  readonly assignees?: readonly string[];
  readonly fields?: Readonly<Record<string, readonly FieldValue[]>>;
  /** Subject or text, or what was written just now, holds one of these, whatever the case. */
  readonly words?: readonly string[];
  readonly clocks?: readonly ClockKind[];
  /** Who did it: ids of persons, `token`, `call`, `clock`, `rule`. */
  readonly by?: readonly string[];
  readonly not?: RuleWhen;
  readonly any?: readonly RuleWhen[];
}

export type TicketRuleAction =
  | { readonly do: 'assign'; readonly agent?: string | null; readonly queue?: string }
  | { readonly do: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly do: 'priority'; readonly to: TicketPriority | 'higher' }
  | { readonly do: 'move'; readonly to: TicketState }
  | { readonly do: 'note'; readonly text: Words }
  | { readonly do: 'reply'; readonly macro: string }
  /** Supervisors of the queue, and agents. */
  | { readonly do: 'notify'; readonly supervisors: boolean; readonly agents: readonly string[]; readonly text: Words }
  /** A higher priority, perhaps another queue, and the supervisors hear of it. */
  | { readonly do: 'escalate'; readonly queue?: string; readonly text: Words }
  | { readonly do: 'suggest-merge' }
  | { readonly do: 'webhook'; readonly hook: string };

export interface TicketRule {
  readonly id: string;
  readonly name: Words;
  /** Fingerprint of what it says. */
  readonly version: string;
  readonly on: readonly RuleEvent[];
  readonly when: RuleWhen;
  readonly actions: readonly TicketRuleAction[];
  /** No rule behind it looks at the same event. */
  readonly stop: boolean;
}

/** Words that are written often; `{name}`, `{number}`, `{subject}`, `{agent}`, `{queue}`, `{field.<id>}` are filled in. */
export interface TicketMacro extends Words {
  readonly id: string;
  readonly text: Words;
}

/** What people call agents and queues, by their ids. */
export interface MacroNames {
  readonly agents?: ReadonlyMap<string, string>;
  readonly queues?: ReadonlyMap<string, string>;
}

export interface RuleWorld {
  /** In their order. */
  readonly rules: readonly TicketRule[];
  readonly macros: readonly TicketMacro[];
  readonly names?: MacroNames;
}
