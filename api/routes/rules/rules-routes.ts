import { Fault } from '#core';
import { HttpFault } from '../../http/http-fault.ts';
import { type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import type { TeamMap } from '../../who/team-map.ts';
import type { RulesPort } from './port.ts';
import { BackTestBody, BackTestedBody, CheckBody, CheckedBody, RulesBody, RulesTextBody, VerdictsBody, VerdictsQuery, VersionParams } from './rules-schemas.ts';

export interface RulesRoutesOptions {
  readonly rules: RulesPort;
  readonly teams: TeamMap;
  readonly audit?: AccessPort['audit'] | undefined;
}

/** Two policies of the largest size, as JSON. */
const LARGEST_BYTES = 2_500_000;

/** Rules for live compliance: what is in force, checking a text, and trying it on stored calls of own teams. */
export const rulesRoutes = (options: RulesRoutesOptions): Route[] => [inForce(options), text(options), verdicts(options), check(options), backTest(options)];

const inForce = ({ rules }: RulesRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/rules',
    summary: 'The rules that new calls are judged by, with their version, their file as it is now, and the versions before',
    need: 'review.write',
    query: NoQuery,
    answers: { 200: { description: 'The rules', schema: RulesBody } },
    handle: async () => rules.now(),
  });

const text = ({ rules }: RulesRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/rules/versions/{number}',
    summary: 'The text of rules that were in force',
    need: 'review.write',
    params: VersionParams,
    query: NoQuery,
    answers: { 200: { description: 'As the file had it', schema: RulesTextBody }, 404: { description: 'No such version', schema: ErrorBody } },
    handle: async ({ params }) => {
      const found = rules.text(params.number);
      if (found === undefined) throw new HttpFault(404, new Fault('api.unknown-rules', 'There is no such version of the rules, or its text is gone. GET /api/rules lists them.'));
      return { text: found };
    },
  });

const verdicts = ({ rules, teams }: RulesRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/rules/verdicts',
    summary: 'How ended calls of own teams were judged, by version and rule; page by page',
    need: 'review.write',
    query: VerdictsQuery,
    answers: { 200: { description: 'Sums of one page of calls, the newest first', schema: VerdictsBody } },
    handle: async ({ query, caller }) => rules.verdicts(query, (call) => caller.may('review.write', teams.ofCall(call))),
  });

const check = ({ rules }: RulesRoutesOptions): Route =>
  route({
    method: 'POST',
    path: '/api/rules/check',
    summary: 'Mistakes of a rules file, with line and key, in both languages',
    need: 'review.write',
    largestBody: LARGEST_BYTES,
    query: NoQuery,
    body: CheckBody,
    answers: { 200: { description: 'Whether it is in order, and what is wrong', schema: CheckedBody } },
    handle: async ({ body }) => rules.check(body.rules),
  });

const backTest = ({ rules, teams, audit }: RulesRoutesOptions): Route =>
  route({
    method: 'POST',
    path: '/api/rules/back-test',
    summary: 'Which verdicts of stored calls would be others by these rules, with evidence; page by page',
    need: 'review.write',
    largestBody: LARGEST_BYTES,
    query: NoQuery,
    body: BackTestBody,
    answers: { 200: { description: 'What changes', schema: BackTestedBody }, 400: { description: 'The rules have mistakes', schema: ErrorBody } },
    handle: async ({ body, caller }) => {
      const tested = await rules.backTest(body, (call) => caller.may('review.write', teams.ofCall(call)));
      if (!tested.ok) throw new HttpFault(400, tested.fault);
      await audit?.record(caller.actor, 'call-read', `back-test ${tested.value.policy}`);
      return tested.value;
    },
  });
