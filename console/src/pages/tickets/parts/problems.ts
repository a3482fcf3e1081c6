import type { TicketProblemRow } from '#contract';
import { ApiFault } from '../../../api/fault.ts';

/** What is wrong where, as the server told it; undefined when the fault is of another kind. */
export function problemsOf(error: unknown): readonly TicketProblemRow[] | undefined {
  return error instanceof ApiFault && error.problems.length > 0 ? error.problems : undefined;
}
