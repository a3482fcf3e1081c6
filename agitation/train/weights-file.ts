import { createHash } from 'node:crypto';
import { Fault, type Result, failed, ok } from '#core';
import { FEATURES, type Weights } from '../model.ts';

/** Weights with what they were made of, as `huawu agitation train` writes them. */
export interface TrainedWeights {
  readonly bias: number;
  readonly weights: readonly number[];
  readonly trainedOn?: unknown;
  readonly heldOut?: unknown;
}

const KIND = 'huawu agitation weights 1';

/** The text of a weights file; the same training gives the same text. */
export function writeWeights({ bias, weights, ...about }: TrainedWeights): string {
  const named = Object.fromEntries(FEATURES.map((feature, i) => [feature, weights[i] ?? 0]));
  return `${JSON.stringify({ kind: KIND, ...about, bias, weights: named }, undefined, 2)}\n`;
}

/** Reads a weights file. Fault `agitation.bad-weights` says what is wrong in it. */
export function loadWeights(text: string, file: string): Result<Weights> {
  const bad = (what: string) => failed(new Fault('agitation.bad-weights', `${file}: ${what}. Make it with "./huawu agitation train", or leave agitation.weightsFile out.`));
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return bad(`is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isRecord(read) || read['kind'] !== KIND) return bad(`has no "kind": "${KIND}"`);
  const { bias, weights } = read;
  if (!isNumber(bias)) return bad('bias is not a number');
  if (!isRecord(weights)) return bad('has no weights');
  const strange = Object.keys(weights).find((name) => !FEATURES.some((feature) => feature === name));
  if (strange !== undefined) return bad(`weights.${strange} is no feature; known: ${FEATURES.join(', ')}`);
  const missing = FEATURES.find((feature) => !isNumber(weights[feature]));
  if (missing !== undefined) return bad(`weights.${missing} is ${weights[missing] === undefined ? 'missing' : 'not a number'}`);
  const version = `trained-${createHash('sha256').update(JSON.stringify([bias, FEATURES.map((feature) => weights[feature])])).digest('hex').slice(0, 8)}`;
  return ok({ version, bias, weights: FEATURES.map((feature) => Number(weights[feature])) });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => value !== null && typeof value === 'object' && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
