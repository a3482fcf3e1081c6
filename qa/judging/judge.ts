import type { Condition } from '../language/policy.ts';
import { appliesTo } from './applies-to.ts';
import type { Case } from './case.ts';
import { type Judged, NEVER } from './firing.ts';
import { judgeGroup } from './judge-group.ts';
import { judgeEmotion, judgePersonal, judgeRate } from './judge-measured.ts';
import { judgeLast, judgeOrder, judgeWithin } from './judge-required.ts';
import { judgeRequiredIn } from './judge-required-in.ts';
import { judgeNear, judgeSaid } from './judge-said.ts';
import { judgeDeadAir, judgeInterruptions, judgeOvertalk } from './judge-sounds.ts';

/**
 * How a condition stands by what is known. Pure: the same facts give the same, in whatever order they came. What has
 * fired stays so whatever is heard next, as long as the clock keeps its promise.
 */
export function judge(condition: Condition, given: Case): Judged {
  switch (condition.kind) {
    case 'forbid':
    case 'said':
      return judgeSaid(condition, given);
    case 'near':
      return judgeNear(condition, given);
    case 'within':
      return judgeWithin(condition, given);
    case 'last':
      return judgeLast(condition, given);
    case 'order':
      return judgeOrder(condition, given);
    case 'required-in':
      return judgeRequiredIn(condition, given);
    case 'dead-air':
      return judgeDeadAir(condition, given.facts);
    case 'overtalk':
      return judgeOvertalk(condition, given.facts);
    case 'interruptions':
      return judgeInterruptions(condition, given.facts);
    case 'rate':
      return judgeRate(condition, given.facts);
    case 'emotion':
      return judgeEmotion(condition, given.facts);
    case 'pii':
      return judgePersonal(condition, given.facts);
    case 'attributes': {
      const applies = appliesTo(condition.attr, given.call);
      return { firings: applies ? [{ at: 0, channel: 'both', hits: [], from: 0, to: 0 }] : [], open: false, applies: true, due: NEVER };
    }
    default:
      return judgeGroup(condition, (part) => judge(part, given), given.facts);
  }
}
