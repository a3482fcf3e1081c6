import { readFileSync } from 'node:fs';
import type { ReviewPort } from '#api';
import type { Config } from '#config';
import { type Clock, Fault, type Result, failed, ok } from '#core';
import { loadScorecards, openReviewDesk, type Policy, type ReviewParts, ruleMessage, type ScorecardForm } from '#qa';

type Stores = Pick<ReviewParts, 'timeline' | 'reviews'>;

/** Scorecards named by the configuration; none is fine. Faults: start.bad-files. */
export function scorecardsOf({ scorecards: { file } }: Config, policy: Policy | undefined): Result<readonly ScorecardForm[]> {
  if (file === undefined) return ok([]);
  try {
    const loaded = loadScorecards(readFileSync(file, 'utf8'), file, (policy?.rules ?? []).map(({ id }) => id));
    return loaded.ok ? loaded : failed(new Fault('start.bad-files', loaded.fault.message, { cause: loaded.fault }));
  } catch (error) {
    return failed(new Fault('start.bad-files', `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** Quality review on the calls of the store. */
export function reviewPort(config: Config, policy: Policy | undefined, scorecards: readonly ScorecardForm[], stores: Stores, clock: Clock): ReviewPort {
  const agents = new Map(config.agents.map(({ id, name }) => [id, name]));
  const queues = new Map(config.queues.map(({ id, name }) => [id, name]));
  const titles = new Map((policy?.rules ?? []).map((rule) => [rule.id, policy && { zh: ruleMessage(policy, rule, 'zh'), en: ruleMessage(policy, rule, 'en') }]));
  const desk = openReviewDesk({
    ...stores,
    scorecards,
    titleOf: (rule) => titles.get(rule),
    agentName: (agent) => agents.get(agent),
    queueName: (queue) => queues.get(queue),
    clock,
  });
  return {
    desk,
    choices: () => ({
      agents: config.agents.map(({ id, name }) => ({ id, name })),
      queues: config.queues.map(({ id, name }) => ({ id, name })),
      rules: [...titles].flatMap(([id, title]) => (title ? [{ id, title }] : [])),
      dispositions: config.dispositions,
    }),
  };
}
