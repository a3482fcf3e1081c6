import type { Scope } from '#core';
import type { FlowQuestion } from '#ivr';
import { type Call, orEnd } from '../call.ts';
import { bookCallback } from '../callbacks/book-callback.ts';
import { recordVoicemail } from '../voicemail/record-voicemail.ts';
import { createTicket } from './create-ticket.ts';
import { customerOf } from './customer-of.ts';
import { queueStates } from './queue-states.ts';
import { transferTo } from './transfer-to.ts';
import { FAILED, type WorldAnswer } from './world-answer.ts';

/** Answers one question of a flow. Never rejects; undefined when the scope ended before. */
export async function askWorld(call: Call, question: FlowQuestion, scope: Scope): Promise<WorldAnswer | undefined> {
  try {
    return await orEnd(scope, answer(call, question, scope));
  } catch (error) {
    call.house.log.error('a question of a flow was not answered because of a fault of ours', { call: call.id, kind: question.kind, error });
    return FAILED;
  }
}

async function answer(call: Call, question: FlowQuestion, scope: Scope): Promise<WorldAnswer> {
  switch (question.kind) {
    case 'http':
      return http(call, question, scope);
    case 'customer':
      return customer(call, question.number);
    case 'queue-state':
      return { outcome: 'known', data: { ...queueStates(call.house, question.queues) } };
    case 'hook':
      return hook(call, question);
    case 'transfer':
      return transferTo(call, question, scope);
    case 'voicemail':
      return voicemail(call, question, scope);
    case 'callback':
      return bookCallback(call, question);
    case 'ticket':
      return createTicket(call, question);
    default:
      return question satisfies never;
  }
}

type Of<K extends FlowQuestion['kind']> = Extract<FlowQuestion, { kind: K }>;

/** Only what came of it is told: addresses, headers and answers may hold secrets. */
async function http({ house }: Call, { method, url, headers, body, timeoutMs }: Of<'http'>, scope: Scope): Promise<WorldAnswer> {
  if (!house.outside) return FAILED;
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const typed = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
  const answered = await house.outside.http({ method, url, headers: typed, timeoutMs, ...json }, scope);
  if (answered.kind === 'answered') return { outcome: 'answered', data: { status: answered.status, body: answered.body } };
  if (answered.kind === 'failed') house.log.warn('a request of a flow failed', { why: answered.why });
  return { outcome: answered.kind };
}

async function customer(call: Call, number: string): Promise<WorldAnswer> {
  const known = await customerOf(call.house, number);
  if (!known) return { outcome: 'unknown' };
  const { id, name, tier, language, lastAgent } = known;
  if (number === call.from) call.lastAgent = lastAgent;
  const told = Object.entries({ id, name, tier, language }).filter(([, value]) => value !== undefined);
  return { outcome: 'found', data: Object.fromEntries(told) };
}

async function voicemail(call: Call, question: Of<'voicemail'>, scope: Scope): Promise<WorldAnswer> {
  const { outcome, ...data } = await recordVoicemail(call, question, scope);
  return { outcome, data };
}

async function hook({ house, id, from, to, startedAt }: Call, { hook: name, data }: Of<'hook'>): Promise<WorldAnswer> {
  const message = { hook: name, call: id, from, to, startedAt, at: house.clock.wall(), data };
  return house.outside?.hook(name, message) ? { outcome: 'sent' } : FAILED;
}
