import type { Floor, FloorAgent, FloorAlert, FloorCall, FloorQueue } from '#contract';

/** Rows with nothing going on, for tests. */
export function aQueue(id: string, more: Partial<FloorQueue> = {}): FloorQueue {
  return { id, name: id, waiting: 0, target: { share: 0.8, seconds: 20 }, answeredToday: 0, abandonedToday: 0, agentsReady: 1, ...more };
}

export function anAgent(id: string, more: Partial<FloorAgent> = {}): FloorAgent {
  return { id, name: id, teams: ['one'], state: 'ready', since: 0, callsToday: 0, ...more };
}

export function aCall(id: string, more: Partial<FloorCall> = {}): FloorCall {
  return { id, from: '138****8000', to: '400', stage: 'flow', since: 0, language: 'zh', held: false, alerts: 0, ...more };
}

export function anAlert(id: string, more: Partial<FloorAlert> = {}): FloorAlert {
  const [callId = id, rule = 'rule'] = id.split('/');
  return { id, callId, rule, severity: 'warn', title: { zh: '提醒', en: 'Alert' }, at: 0, audioAt: 0, evidence: '', ...more };
}

export function aFloor(more: Partial<Floor> = {}): Floor {
  return { at: 0, queues: [], agents: [], calls: [], alerts: [], ...more };
}
