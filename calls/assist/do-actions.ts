import type { Alert, RuleAction } from '#qa';
import { type TicketWish, hashOfWish } from '#tickets';
import type { Call } from '../call.ts';

/** Who is spoken with when the rule fires. */
export interface FiredIn {
  readonly agent: string;
  readonly queue: string;
}

type Of<K extends RuleAction['kind']> = Extract<RuleAction, { kind: K }>;

/** Does what a rule asks for when it fires. Nothing here is waited for by the call; a failure is told on the timeline and in the log. */
export function doActions(call: Call, alert: Alert, where: FiredIn): void {
  for (const [n, action] of (alert.actions ?? []).entries()) {
    try {
      doAction(call, alert, where, action, n);
    } catch (error) {
      failedAction(call, alert, action.kind, error);
    }
  }
}

function doAction(call: Call, alert: Alert, { agent, queue }: FiredIn, action: RuleAction, n: number): void {
  const { rule } = alert;
  switch (action.kind) {
    case 'hint':
      return call.record('assist.hint', { rule, agent, text: action.text }, alert.at);
    case 'script':
      return addStep(call, alert, action, agent);
    case 'tag':
      if (!call.assist.tag(action.tag)) return;
      call.record('call.tagged', { rule, tag: action.tag }, alert.at);
      return call.house.workplaces.tell(agent);
    case 'supervisor':
      return call.record('supervisor.requested', { rule, agent, queue, text: action.text }, alert.at);
    case 'pause-recording':
      return pauseRecording(call, alert, action);
    case 'ticket':
      return call.settleBeforeEnd(createTicket(call, alert, action, agent));
    case 'webhook': {
      const key = `${call.id}/${agent}/${rule}/${alert.at.toFixed(2)}/${n}`;
      const sent = call.house.outbox?.send(action.hook, key, messageOf(call, alert, { agent, queue }, action.hook)) ?? false;
      if (!sent) failedAction(call, alert, 'webhook', undefined);
    }
  }
}

/** A step that waits on the desk is not given again. */
function addStep(call: Call, { rule, at }: Alert, { text }: Of<'hint' | 'script' | 'supervisor'>, agent: string): void {
  const step = call.assist.addStep(rule, text, call.house.clock.wall());
  if (!step) return;
  call.record('assist.script', { rule, agent, step: step.id, text }, at);
  call.house.workplaces.tell(agent);
}

function messageOf(call: Call, { rule, policyVersion, severity, at, title, channel, evidence }: Alert, { agent, queue }: FiredIn, hook: string): Record<string, unknown> {
  const { words, ...where } = evidence;
  return {
    hook, event: 'rule', call: call.id, from: call.from, to: call.to, agent, queue, rule, policy: policyVersion, severity,
    at: new Date(call.house.clock.wall()).toISOString(), audioAt: at, title, speaker: channel, evidence: { ...where, text: words.map(({ text }) => text).join(' ') },
  };
}

/** The recording is silent for so long; a pause that has begun is made longer, not told again. */
function pauseRecording(call: Call, { rule, at }: Alert, { seconds }: Of<'pause-recording'>): void {
  if (call.recordingFile === undefined || call.audio === undefined) return;
  call.audio.pauseRecording(seconds * 1000);
  call.record('recording.paused', { rule, seconds }, call.audioAt ?? at);
}

/** One ticket for each rule and call, however often it fires. */
async function createTicket(call: Call, alert: Alert, action: Of<'ticket'>, agent: string): Promise<void> {
  const { tickets } = call.house;
  if (!tickets) return failedAction(call, alert, 'ticket', undefined);
  const { template, subject, text, queue, priority } = action;
  const number = call.from.replaceAll('\u0000', '');
  const wish: TicketWish = {
    template: template ?? tickets.world.templates[0]?.id ?? '',
    subject: subject[call.language],
    text: (text ?? alert.title ?? subject)[call.language],
    fields: {},
    language: call.language,
    requester: number === '' ? {} : { number },
    calls: [call.id],
    ...(queue === undefined ? {} : { queue }),
    ...(priority === undefined ? {} : { priority }),
  };
  try {
    const created = await tickets.create(wish, { by: 'rule', key: `call/${call.id}/rule/${alert.rule}/${hashOfWish(wish)}`, lenient: true });
    if (!created.ok) return failedAction(call, alert, 'ticket', created.fault);
    const { ticket, known } = created.value;
    if (!known) call.record('ticket.created', { ticket: ticket.id, template: ticket.template, queue: ticket.queue, priority: ticket.priority, missing: ticket.missing, known, rule: alert.rule, agent });
  } catch (error) {
    failedAction(call, alert, 'ticket', error);
  }
}

function failedAction(call: Call, { rule }: Alert, action: string, error: unknown): void {
  call.record('assist.failed', { rule, action });
  call.house.log.warn('an action of a rule could not be done', { call: call.id, rule, action, ...(error === undefined ? {} : { error }) });
}
