import type { ApiPorts } from '#api';
import type { Settings } from '#config';
import { Fault, failed, ok } from '#core';
import { agitationPort } from './agitation-port.ts';
import { agentRow, originalOf, recordingOf } from './api-rows.ts';
import { callbacksOf, voicemailsOf } from './waiting-ports.ts';
import { rulesPort } from './rules-port.ts';
import { healthOf } from './health.ts';
import type { House } from '../../calls/index.ts';
import type { CallFlow } from '../../call-flow.ts';

const tenth = (ms: number) => Math.round(ms / 100) / 10;

function waitFigures({ waits }: House, queue: string) {
  const [{ expectedMs }, error] = [waits.ofNext(queue), waits.errorOf(queue)];
  return {
    ...(expectedMs === undefined ? {} : { expectedWaitSeconds: tenth(expectedMs) }),
    ...(error ? { waitError: { samples: error.samples, meanAbsoluteSeconds: tenth(error.meanAbsoluteMs) } } : {}),
  };
}

/** Joins the API to the rooms. */
export function apiPorts(house: House, flow: CallFlow, settings: Settings, ffmpegAvailable: boolean): ApiPorts {
  const { desk, store } = house;
  return {
    store,
    ffmpegAvailable,
    recording: (call) => recordingOf(house, call, [...flow.open].some(({ id }) => id === call)),
    original: (call) => originalOf(house, call),
    agents: () => settings.now.agents.map((agent) => agentRow(house, agent)),
    setAgentState(agent, state, reason) {
      if (!house.settings.agents.has(agent)) {
        return failed(new Fault('start.unknown-agent', `There is no agent "${agent}"; GET /api/agents lists them.`));
      }
      if (desk.agentState(agent).kind === 'offline') {
        return failed(new Fault('start.agent-offline', `The phone of agent "${agent}" is not registered: register it first.`));
      }
      if (state === 'ready') desk.send({ type: 'agent.ready', agent });
      else desk.send({ type: 'agent.not-ready', agent, reason });
      return ok(undefined);
    },
    queues: () =>
      desk.queues().filter(({ queue }) => house.settings.queues.has(queue)).map(({ queue, waiting, longestWaitMs, agentsReady }) => ({
        id: queue,
        name: house.settings.queues.get(queue)?.name ?? queue,
        waiting,
        longestWaitSeconds: longestWaitMs / 1000,
        agentsReady,
        ...waitFigures(house, queue),
      })),
    liveCalls: () => [
      ...[...flow.open].map((call) => ({
        id: call.id,
        startedAt: call.startedAt,
        from: call.from,
        to: call.to,
        stage: call.stage,
        language: call.language,
        ...(call.queue ? { queue: call.queue } : {}),
        ...(call.agent && call.stage === 'talk' ? { agent: call.agent } : {}),
      })),
      ...(house.callsElsewhere?.rows() ?? []).map(({ id, since, from, to, stage, language, queue, agent }) => ({ id, startedAt: since, from, to, stage, language, ...(queue ? { queue } : {}), ...(agent ? { agent } : {}) })),
    ],
    health: healthOf(house, () => settings.now),
    ...agitationPort(house),
    ...voicemailsOf(house),
    ...callbacksOf(house),
    rules: rulesPort(store, () => house.settings, settings),
  };
}
