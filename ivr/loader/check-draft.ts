import { checkCalendars } from './checks/check-calendars.ts';
import { checkCalls } from './checks/check-calls.ts';
import { checkExpressions } from './checks/check-expressions.ts';
import { checkGraph } from './checks/check-graph.ts';
import { checkPrompts } from './checks/check-prompts.ts';
import { checkQuestion } from './checks/check-questions.ts';
import { checkLanguageSkills, checkRouting } from './checks/check-routing.ts';
import { checkDeclarations, checkFilled } from './checks/check-variables.ts';
import { languagesAt } from './checks/languages-at.ts';
import type { Draft, FlowSurroundings } from './draft.ts';
import type { Problem } from './problem.ts';

/** All that is wrong with a flow whose files could be read. */
export function checkDraft(draft: Draft, known: FlowSurroundings): Problem[] {
  const heard = languagesAt(draft);
  const inNodes = [...draft.nodes].flatMap(([name, node]) => {
    const languages = heard.get(name) ?? new Set(draft.spoken);
    return [
      ...checkPrompts(node, languages, known),
      ...checkRouting(node, languages, draft, known),
      ...checkQuestion(node, languages),
      ...checkExpressions(node, draft, known),
      ...checkFilled(node, draft),
      ...checkCalls(node, draft),
      ...checkCalendars(node, draft, known),
    ].map((problem) => ({ ...problem, path: ['nodes', name, ...problem.path] }));
  });
  return [...checkGraph(draft), ...checkLanguageSkills(draft, known), ...checkDeclarations(draft), ...inNodes];
}
