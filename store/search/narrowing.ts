import type { MiningFilter } from '#mining';

/** Collects the values of a statement. */
export class Bindings {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  moment(at: number): string {
    return `${this.bind(new Date(Math.round(at)).toISOString())}::timestamptz`;
  }
}

/** Conditions on ended calls `c`. */
export function narrowing({ from, until, queue, agent, agents, language }: MiningFilter, to: Bindings): string[] {
  return [
    'c.ended_at IS NOT NULL',
    ...(from === undefined ? [] : [`c.started_at >= ${to.moment(from)}`]),
    ...(until === undefined ? [] : [`c.started_at < ${to.moment(until)}`]),
    ...(queue === undefined ? [] : [`c.queue = ${to.bind(queue)}`]),
    ...(agent === undefined ? [] : [`c.agent = ${to.bind(agent)}`]),
    ...(agents === undefined ? [] : [`c.agent = ANY(${to.bind(agents)})`]),
    ...(language === undefined ? [] : [`c.language = ${to.bind(language)}`]),
  ];
}
