import type { StaffQuery, Staffing, StaffRow } from '#contract';
import { figuresOf, loadOf, staffFor, type StaffQuestion } from '#statistics';

/** Rows below and above the answer. */
const AROUND = 4;

/** How many agents a target needs, and what some fewer or more would change. */
export function staffing({ callsPerHour, handleSeconds, level, seconds, patienceSeconds, occupancy, shrinkage = 0 }: StaffQuery): Staffing {
  const load = { arrivalsPerHour: callsPerHour, handleSeconds };
  const target = { serviceLevel: { share: level, seconds }, ...(occupancy === undefined ? {} : { occupancy }) };
  const question: StaffQuestion = { ...load, target, shrinkage, ...(patienceSeconds === undefined ? {} : { patienceSeconds }) };
  const agents = staffFor(question)?.agents;
  const first = Math.max(1, (agents ?? 1) - AROUND);
  const rows = agents === undefined ? [] : Array.from({ length: agents + AROUND - first + 1 }, (_, i) => row(question, first + i, seconds));
  return { ...(agents === undefined ? {} : { agents }), load: round(loadOf(load)), rows };
}

function row(question: StaffQuestion, agents: number, seconds: number): StaffRow {
  const figures = figuresOf(question, agents);
  const { meanWaitSeconds, waitProbability, occupancy } = figures;
  return {
    agents,
    scheduled: Math.ceil(agents / (1 - (question.shrinkage ?? 0)) - 1e-9),
    serviceLevel: round(figures.serviceLevel(seconds)),
    ...(Number.isFinite(meanWaitSeconds) ? { meanWaitSeconds: round(meanWaitSeconds) } : {}),
    waitProbability: round(waitProbability),
    occupancy: round(occupancy),
    ...('abandoned' in figures ? { abandoned: round(figures.abandoned) } : {}),
  };
}

/** Shares without the last bits of arithmetic, which may lie a hair outside of 0–1. */
const round = (value: number) => Math.round(value * 10_000) / 10_000;
