import { Fault } from '#core';
import type { SamplingPlanRow } from '#contract';
import type { PlanWish } from '#qa';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { IdParams, NoQuery } from '../../http/schemas.ts';
import { Done } from '../../schemas/people.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import { PlanBody, PlanOrderBody, PlansBody } from './quality-schemas.ts';
import { done, type ReviewAccess, type ReviewRoutesParts } from './review-access.ts';

/** Sampling plans: who leads makes them; who leads some teams, for their agents by name. */
export const planRoutes = (parts: ReviewRoutesParts, access: ReviewAccess): Route[] => [list(parts, access), make(parts, access), change(parts, access), remove(parts, access)];

const list = (parts: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'GET',
    path: '/api/review/plans',
    summary: 'Plans that draw calls for reviewers',
    need: 'review.write',
    query: NoQuery,
    answers: { 200: { description: 'Those of the scorecards file in its order, then those made on the console', schema: PlansBody } },
    handle: async ({ caller }) => {
      const known = await reviewersOf(parts);
      return { plans: (await access.quality.sampling.rows()).map((row) => shown(parts, caller, row, known)) };
    },
  });

const make = (parts: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/plans',
    summary: 'Make a sampling plan',
    need: 'review.arbitrate',
    query: NoQuery,
    body: PlanOrderBody,
    answers: { 200: { description: 'The plan', schema: PlanBody } },
    handle: async ({ body: { since, ...wish }, caller }) => {
      const known = await checked(parts, caller, wish);
      return kept(parts, access, caller, done(await access.quality.sampling.make(wish)), since, known);
    },
  });

const change = (parts: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/plans/{id}',
    summary: 'Change a sampling plan that was made on the console',
    need: 'review.arbitrate',
    params: IdParams,
    query: NoQuery,
    body: PlanOrderBody,
    answers: { 200: { description: 'The plan', schema: PlanBody } },
    handle: async ({ params: { id }, body: { since, ...wish }, caller }) => {
      await mayChange(parts, access, caller, id);
      const known = await checked(parts, caller, wish);
      return kept(parts, access, caller, done(await access.quality.sampling.change(id, wish)), since, known);
    },
  });

const remove = (parts: ReviewRoutesParts, access: ReviewAccess): Route =>
  route({
    method: 'POST',
    path: '/api/review/plans/{id}/remove',
    summary: 'Remove a sampling plan that was made on the console, and what it drew but for calls that somebody has taken or begun',
    need: 'review.arbitrate',
    params: IdParams,
    query: NoQuery,
    answers: { 200: { description: 'Removed', schema: Done } },
    handle: async ({ params: { id }, caller }) => {
      await mayChange(parts, access, caller, id);
      done(await access.quality.sampling.remove(id));
      await access.record(caller, 'settings-changed', `sampling plan ${id} removed`);
      return { done: true as const };
    },
  });

/** Written to the audit log; calls of before are drawn again in the background. */
async function kept(parts: ReviewRoutesParts, access: ReviewAccess, caller: Caller, row: SamplingPlanRow, since: number | undefined, known: ReadonlySet<string>): Promise<SamplingPlanRow> {
  await access.record(caller, 'settings-changed', `sampling plan ${row.id}`);
  if (since !== undefined) await access.quality.redraw(since);
  return shown(parts, caller, row, known);
}

function shown(parts: ReviewRoutesParts, caller: Caller, row: SamplingPlanRow, known: ReadonlySet<string>): SamplingPlanRow {
  const unknown = row.reviewers.filter((login) => !known.has(login));
  return { ...row, changeable: !row.ofFile && leads(parts, caller, row.agents), ...(unknown.length === 0 ? {} : { unknownReviewers: unknown }) };
}

async function mayChange(parts: ReviewRoutesParts, access: ReviewAccess, caller: Caller, id: string): Promise<void> {
  const plan = await access.quality.sampling.own(id);
  if (!plan.ok && plan.fault.code === 'qa.unknown-plan') throw new HttpFault(404, plan.fault);
  if (!leads(parts, caller, done(plan).agents)) throw forbidden();
}

/** Everybody's calls, or those of agents of own teams alone. */
function leads({ teams }: ReviewRoutesParts, caller: Caller, agents: readonly string[] | undefined): boolean {
  if (caller.reach('review.arbitrate').kind === 'all') return true;
  return agents !== undefined && agents.every((agent) => caller.may('review.arbitrate', { agent, teams: teams.ofAgent(agent) }));
}

/** Logins of those who may review calls. */
export async function reviewersOf({ people, may }: ReviewRoutesParts): Promise<ReadonlySet<string>> {
  const all = (await people?.list()) ?? [];
  return new Set(all.filter((person) => !person.disabled && may?.(person, 'review.write') === true).map(({ login }) => login));
}

/** What is named must be there: a plan with a mistyped name would draw nothing, or for nobody, and nobody would know. */
async function checked(parts: ReviewRoutesParts, caller: Caller, { queues = [], agents, rules = [], reviewers = [] }: PlanWish): Promise<ReadonlySet<string>> {
  const choices = parts.review.choices();
  const known = await reviewersOf(parts);
  const strange = (what: string, named: readonly string[], there: readonly string[]) => named.filter((name) => !there.includes(name)).map((name) => `${what} "${name}"`);
  const missing = [
    ...strange('queue', queues, choices.queues.map(({ id }) => id)),
    ...strange('agent', agents ?? [], choices.agents.map(({ id }) => id)),
    ...strange('rule', rules, choices.rules.map(({ id }) => id)),
  ];
  if (missing.length > 0) throw new HttpFault(400, new Fault('qa.bad-plan', `There is no ${missing.join(', no ')}. GET /api/review/choices lists what there is.`));
  const nobody = reviewers.filter((login) => !known.has(login));
  if (nobody.length > 0) throw new HttpFault(400, new Fault('qa.no-such-reviewer', `Nobody who may review calls has the login ${nobody.map((login) => `"${login}"`).join(', ')}.`));
  if (!leads(parts, caller, agents)) throw new HttpFault(403, new Fault('qa.plan-of-others', 'You lead some teams: name agents of yours, all calls are drawn from by administrators only.'));
  return known;
}
