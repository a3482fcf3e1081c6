import type { ClockWorld } from './clocks/model.ts';
import type { RuleWorld } from './rules/model.ts';
import type { TicketTemplate } from './templates/template.ts';

/** What the configuration says around tickets. */
export interface TicketWorld {
  readonly templates: readonly TicketTemplate[];
  /** Where tickets go whose wish and template name no queue. */
  readonly queue: string | undefined;
  readonly queues: readonly string[];
  readonly agents: readonly string[];
  /** Absent: no clocks. */
  readonly clocks?: ClockWorld;
  /** Absent: no rules. */
  readonly rules?: RuleWorld;
}
