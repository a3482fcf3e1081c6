import { z } from 'zod';
import type { ExplainedOffer } from '#contract';
import type { TimelineEvent } from '#store';

type Excluded = ExplainedOffer['excluded'][number];

const STRATEGIES = ['direct', 'longest-idle', 'least-occupied', 'fewest-calls', 'round-robin', 'top-down', 'best-skill', 'random', 'ring-all', 'progressive'] as const;

/** The reason as `offer.made` stores it (`OfferReason` of the routing model); records of older versions lack some of it. */
const StoredReason = z.object({
  waitedMs: z.number().default(0),
  strategy: z.enum(STRATEGIES).catch('longest-idle'),
  candidates: z.array(z.object({ agent: z.string(), idleMs: z.number().default(0), score: z.number().optional() })).default([]),
  candidateCount: z.number().optional(),
  step: z.number().optional(),
  needs: z.array(z.object({ skill: z.string(), level: z.number(), weight: z.number().optional() })).optional(),
  contactRank: z.object({ priority: z.number(), ahead: z.number() }).optional(),
  excluded: z.array(z.object({ agent: z.string(), why: z.string() })).default([]),
});
type Reason = z.output<typeof StoredReason>;

/** Every offer of a call with its reasons and its end, from the call's timeline. */
export function callOffers(events: readonly TimelineEvent[]): ExplainedOffer[] {
  const offers: ExplainedOffer[] = [];
  const close = (agent: unknown, outcome: string, at: number) => {
    const index = offers.findLastIndex((one) => one.outcome === 'ringing' && (agent === undefined || one.agent === agent));
    const open = offers[index];
    if (open) offers[index] = { ...open, outcome, seconds: Math.max(0, (at - open.at) / 1000) };
    return open !== undefined;
  };
  for (const { type, at, data } of events) {
    if (type === 'offer.made') offers.push(explained(at, data));
    else if (type === 'offer.failed') close(data['agent'], String(data['why']), at);
    else if (type === 'agent.connected') close(data['agent'], 'answered', at);
    else if (type === 'queue.left' || type === 'call.ended') while (close(undefined, String(data['why'] ?? 'abandoned'), at));
  }
  return offers;
}

function explained(at: number, data: TimelineEvent['data']): ExplainedOffer {
  const reason = StoredReason.catch(StoredReason.parse({})).parse(data['reason'] ?? {});
  const agent = String(data['agent']);
  const { step, needs, contactRank, strategy, candidates } = reason;
  return {
    at,
    queue: String(data['queue'] ?? ''),
    agent,
    outcome: 'ringing',
    waitedSeconds: Math.max(0, reason.waitedMs / 1000),
    strategy,
    whyAgent: whyAgent(agent, reason),
    whyContact: whyContact(reason),
    ...(contactRank ? { ahead: contactRank.ahead, priority: contactRank.priority } : {}),
    ...(step === undefined ? {} : { step }),
    ...(needs ? { needs: needs.map(({ skill, level, weight }) => ({ skill, level, ...(weight === undefined ? {} : { weight }) })) } : {}),
    candidates: candidates.map(({ agent: id, idleMs, score }) => ({ agent: id, idleSeconds: Math.max(0, idleMs / 1000), ...(score === undefined ? {} : { score }) })),
    candidateCount: reason.candidateCount ?? candidates.length,
    excluded: reason.excluded.map(whyExcluded),
  };
}

function whyAgent(agent: string, { strategy, candidates, candidateCount }: Reason): ExplainedOffer['whyAgent'] {
  if (strategy === 'direct') return 'asked-for';
  if (strategy === 'ring-all' || strategy === 'progressive') return 'rings-with-others';
  if ((candidateCount ?? candidates.length) <= 1) return 'only-candidate';
  return candidates[0]?.agent === agent ? 'first-by-strategy' : 'chosen-by-strategy';
}

function whyContact({ strategy, contactRank }: Reason): ExplainedOffer['whyContact'] {
  if (strategy === 'direct') return 'asked-for-this-agent';
  if (!contactRank) return 'unknown';
  return contactRank.ahead === 0 ? 'next-in-line' : 'others-not-for-this-agent';
}

/** The machine's words (`missing skill billing ≥ 5`, `not-ready: lunch`, `busy`) as code and values. */
function whyExcluded({ agent, why }: { readonly agent: string; readonly why: string }): Excluded {
  const [, skill, level] = /^missing skill (.+) ≥ (\d+(?:\.\d+)?)$/.exec(why) ?? [];
  if (skill !== undefined) return { agent, why: 'missing-skill', skill, level: Number(level), text: why };
  const [, reason] = /^not-ready: (.*)$/s.exec(why) ?? [];
  if (reason !== undefined) return { agent, why: 'not-ready', reason, text: why };
  if (why === 'excepted by the request') return { agent, why: 'excepted', text: why };
  const state = (['offline', 'offered', 'busy', 'wrap-up'] as const).find((one) => one === why);
  return { agent, why: state ?? 'other', text: why };
}
