import { type Clock, Fault, failed, ok, type Random, type Result } from '#core';
import type { SamplingPlanRow, Text } from '#contract';
import type { QualityStore } from '#store';
import { type SamplingPlan, samplingPlanSchema } from './sampling-plan.ts';

/** A plan as it is asked for on the console: its id is made. */
export type PlanWish = Omit<SamplingPlan, 'id'>;

export interface SamplingParts {
  /** Of the scorecards file. */
  readonly plans: readonly SamplingPlan[];
  readonly quality: Pick<QualityStore, 'plans' | 'keepPlan' | 'removePlan'>;
  readonly clock: Pick<Clock, 'wall'>;
  readonly random: Pick<Random, 'hex'>;
}

const ID_BYTES = 5;
/** Every one of them looks at every call that ends. */
const MOST_PLANS = 100;

/** The plans that draw now: those of the file, then those made on the console. A stored plan whose id the file has since taken gives way. */
export async function plansInForce(ofFile: readonly SamplingPlan[], quality: Pick<QualityStore, 'plans'>): Promise<readonly SamplingPlan[]> {
  return [...ofFile, ...(await storedPlans(ofFile, quality)).flatMap(({ removed, plan }) => (removed ? [] : [plan]))];
}

async function storedPlans(ofFile: readonly SamplingPlan[], quality: Pick<QualityStore, 'plans'>) {
  const taken = new Set(ofFile.map(({ id }) => id));
  return (await quality.plans()).flatMap(({ id, body, removed }) => {
    const read = samplingPlanSchema.safeParse({ ...(body as object), id });
    return read.success && !taken.has(id) ? [{ removed, plan: read.data }] : [];
  });
}

/** Sampling plans: those of the scorecards file are read, those of the console made, changed and removed. */
export class SamplingDesk {
  readonly #parts: SamplingParts;

  constructor(parts: SamplingParts) {
    this.#parts = parts;
  }

  inForce(): Promise<readonly SamplingPlan[]> {
    return plansInForce(this.#parts.plans, this.#parts.quality);
  }

  async rows(): Promise<readonly SamplingPlanRow[]> {
    const ofFile = new Set(this.#parts.plans.map(({ id }) => id));
    return (await this.inForce()).map((plan) => rowOf(plan, ofFile.has(plan.id)));
  }

  /** Names of all plans that ever drew something, removed ones, too. */
  async names(): Promise<ReadonlyMap<string, Text>> {
    const { plans, quality } = this.#parts;
    return new Map([...(await storedPlans(plans, quality)).map(({ plan }) => plan), ...plans].map(({ id, name }) => [id, name]));
  }

  /** Faults: qa.too-many-plans. */
  async make(wish: PlanWish): Promise<Result<SamplingPlanRow>> {
    const { quality, random } = this.#parts;
    if ((await this.inForce()).length >= MOST_PLANS) return failed(new Fault('qa.too-many-plans', `There are ${MOST_PLANS} sampling plans already; remove one that is not needed any more.`));
    const id = `p-${random.hex(ID_BYTES)}`;
    await quality.keepPlan(id, wish);
    return ok(rowOf({ ...wish, id }, false));
  }

  /** Faults: qa.unknown-plan, qa.plan-of-file. */
  async change(id: string, wish: PlanWish): Promise<Result<SamplingPlanRow>> {
    const known = await this.own(id);
    if (!known.ok) return known;
    await this.#parts.quality.keepPlan(id, wish);
    return ok(rowOf({ ...wish, id }, false));
  }

  /** Faults: qa.unknown-plan, qa.plan-of-file. */
  async remove(id: string): Promise<Result<void>> {
    const known = await this.own(id);
    if (!known.ok) return known;
    await this.#parts.quality.removePlan(id, this.#parts.clock.wall());
    return ok(undefined);
  }

  /** A plan that can be changed here. Faults: qa.unknown-plan, qa.plan-of-file. */
  async own(id: string): Promise<Result<SamplingPlan>> {
    if (this.#parts.plans.some((plan) => plan.id === id)) return failed(new Fault('qa.plan-of-file', 'This plan stands in the scorecards file: change it there and start the server again.'));
    const found = (await this.inForce()).find((plan) => plan.id === id);
    return found ? ok(found) : failed(new Fault('qa.unknown-plan', 'There is no such sampling plan. GET /api/review/plans lists them.'));
  }
}

function rowOf({ id, name, share, queues, agents, rules, alert, scoreBelow, perAgent, per, reviewers = [] }: SamplingPlan, ofFile: boolean): SamplingPlanRow {
  return {
    id, name, share, alert, per, reviewers, ofFile,
    ...(queues === undefined ? {} : { queues }),
    ...(agents === undefined ? {} : { agents }),
    ...(rules === undefined ? {} : { rules }),
    ...(scoreBelow === undefined ? {} : { scoreBelow }),
    ...(perAgent === undefined ? {} : { perAgent }),
  };
}
