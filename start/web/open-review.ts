import { readFileSync } from 'node:fs';
import type { ReviewPort } from '#api';
import type { Config } from '#config';
import { type Clock, Fault, type Result, failed, ok } from '#core';
import { Analyst, loadScorecardFile, openEndpointModel, openReviewDesk, plansInForce, type Policy, QualityDesk, type QualityPlan, ruleMessage, type SummaryModel } from '#qa';
import type { OpenedStore } from '#store';
import type { Tools } from '../open-server.ts';
import { redactTurns } from './redact-turns.ts';

type Stores = Pick<OpenedStore, 'call' | 'reviews' | 'quality' | 'ended' | 'mining'>;

/** Scorecards and sampling plans named by the configuration; none is fine. Faults: start.bad-files. */
export function scorecardsOf({ scorecards: { file }, queues, agents }: Config, policy: Policy | undefined): Result<QualityPlan> {
  if (file === undefined) return ok({ forms: [], sampling: [] });
  try {
    const loaded = loadScorecardFile(readFileSync(file, 'utf8'), file, (policy?.rules ?? []).map(({ id }) => id), { queues: queues.map(({ id }) => id), agents: agents.map(({ id }) => id) });
    return loaded.ok ? loaded : failed(new Fault('start.bad-files', loaded.fault.message, { cause: loaded.fault }));
  } catch (error) {
    return failed(new Fault('start.bad-files', `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** Quality review on the calls of the store: ended calls are scored, summarised and sampled from now on, until it is closed. */
export async function reviewPort(config: Config, policy: Policy | undefined, { forms, sampling }: QualityPlan, store: Stores, { clock, random, log }: Tools): Promise<ReviewPort & { close(): Promise<void> }> {
  const agents = new Map(config.agents.map(({ id, name }) => [id, name]));
  const queues = new Map(config.queues.map(({ id, name }) => [id, name]));
  const titles = new Map((policy?.rules ?? []).map((rule) => [rule.id, policy && { zh: ruleMessage(policy, rule, 'zh'), en: ruleMessage(policy, rule, 'en') }]));
  const { reviews, quality } = store;
  const names = { agentName: (agent: string) => agents.get(agent), queueName: (queue: string) => queues.get(queue) };
  await quality.keepForms(forms, clock.wall());
  const analyst = new Analyst({ quality, policy, plans: sampling, timeZone: config.company.timeZone, model: modelOf(config, clock), redacted: redactTurns, clock, log });
  // Where nothing is scored or drawn, only words have something to tell.
  const worthIt = forms.length + (await plansInForce(sampling, quality)).length > 0 ? store.ended : store.mining.spoken;
  const forget = worthIt.on((calls) => analyst.add(calls));
  // In the background: an installation with many calls starts at once.
  analyst.add();
  return {
    desk: openReviewDesk({ timeline: store, reviews, scorecards: forms, titleOf: (rule) => titles.get(rule), ...names, clock }),
    quality: new QualityDesk({ quality, reviews, plans: sampling, analyst, ...names, clock, random }),
    choices: () => ({
      agents: config.agents.map(({ id, name }) => ({ id, name })),
      queues: config.queues.map(({ id, name }) => ({ id, name })),
      rules: [...titles].flatMap(([id, title]) => (title ? [{ id, title }] : [])),
      dispositions: config.dispositions,
      tags: [...new Set((policy?.rules ?? []).flatMap((rule) => rule.do.flatMap((action) => (action.kind === 'tag' ? [action.tag] : []))))].sort(),
    }),
    scorecards: forms,
    close: () => {
      forget();
      return analyst.close();
    },
  };
}

function modelOf({ summary: { model } }: Config, clock: Clock): SummaryModel | undefined {
  const { url, ...rest } = model;
  return url === undefined ? undefined : openEndpointModel({ url, ...rest }, clock);
}
