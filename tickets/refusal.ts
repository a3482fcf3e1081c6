import { Fault } from '#core';
import type { TicketProblem } from './model.ts';

/** A command that is refused; `problems` tell people of both languages what is wrong where. */
export class TicketRefusal extends Fault {
  readonly problems: readonly TicketProblem[];

  constructor(code: string, message: string, problems: readonly TicketProblem[] = []) {
    super(code, message);
    this.problems = problems;
  }
}
