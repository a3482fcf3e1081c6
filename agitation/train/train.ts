import { Fault, type Result, type Speaker, failed, ok } from '#core';
import { learn, normalised, nothingLearnt, type Baseline } from '../machine/baseline.ts';
import { probability, UNTRAINED } from '../machine/untrained-weights.ts';
import type { SpeechWindow } from '../model.ts';
import { type Figures, figuresOf, type Guess } from './figures.ts';
import { fit, type Row } from './logistic-regression.ts';
import type { LabelledSpan } from './manifest.ts';
import type { TrainedWeights } from './weights-file.ts';

/** A labelled window, its features normalised in its call. */
export interface Sample extends Row {
  readonly person: string;
}

export interface TrainingReport {
  readonly windows: number;
  readonly agitated: number;
  readonly people: number;
  /** On people that training did not see. */
  readonly heldOut: Figures;
  /** The shipped index on the same windows. */
  readonly untrained: Figures;
  readonly weights: TrainedWeights;
}

/** Fewer would fit anything. */
const LEAST_OF_EACH = 20;
const LEAST_PEOPLE = 3;
const MOST_FOLDS = 10;
/** A window belongs to a label when at least so much of it lies in the span. */
const LEAST_INSIDE = 0.6;

/** The windows of one recording that people labelled; those of the baseline are left out, as live. */
export function samplesOf(windows: readonly SpeechWindow[], spans: readonly LabelledSpan[], baselineSeconds: number): Sample[] {
  const baselines: Record<Speaker, Baseline> = { caller: nothingLearnt, agent: nothingLearnt };
  return windows.toSorted((a, b) => a.to - b.to).flatMap((window): Sample[] => {
    const { speaker, from, to, features } = window;
    const { usual } = baselines[speaker];
    if (!usual) {
      baselines[speaker] = learn(baselines[speaker], window, baselineSeconds);
      return [];
    }
    const span = spans.find((each) => each.channel === speaker && Math.min(each.to, to) - Math.max(each.from, from) >= LEAST_INSIDE * (to - from));
    return span ? [{ x: normalised(features, usual), y: span.agitated, person: `${span.person}` }] : [];
  });
}

/**
 * Trains on all samples, and tells how that does on people it has not heard: each tenth of the people is left out once.
 * Fault `agitation.too-little` when nothing could be said about it.
 */
export function train(samples: readonly Sample[]): Result<TrainingReport> {
  const agitated = samples.filter(({ y }) => y).length;
  const people = [...new Set(samples.map(({ person }) => person))].sort();
  if (agitated < LEAST_OF_EACH || samples.length - agitated < LEAST_OF_EACH || people.length < LEAST_PEOPLE) {
    const found = `${agitated} agitated and ${samples.length - agitated} calm windows of ${people.length} people were found`;
    return failed(new Fault('agitation.too-little', `${found}; at least ${LEAST_OF_EACH} of each and ${LEAST_PEOPLE} people are needed. A window is 2.5 s of speech, 60 % of it in a labelled span; the first seconds of each speaker are the baseline and count for nothing.`));
  }
  const folds = Math.min(MOST_FOLDS, people.length);
  const foldOf = new Map(people.map((person, i) => [person, i % folds]));
  const guesses = Array.from({ length: folds }, (_, fold) => fold).flatMap((fold): Guess[] => {
    const model = fit(samples.filter(({ person }) => foldOf.get(person) !== fold));
    return samples.filter(({ person }) => foldOf.get(person) === fold).map(({ x, y }) => ({ p: probability(model, x), y }));
  });
  const heldOut = figuresOf(guesses);
  const untrained = figuresOf(samples.map(({ x, y }) => ({ p: probability(UNTRAINED, x), y })));
  const { auc, brier, calibrationError } = heldOut;
  const weights = { ...fit(samples), trainedOn: { windows: samples.length, agitated, people: people.length }, heldOut: { auc, brier, calibrationError } };
  return ok({ windows: samples.length, agitated, people: people.length, heldOut, untrained, weights });
}
