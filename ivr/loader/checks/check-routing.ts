import type { Language } from '#core';
import { type FlowNode, LANGUAGE_SKILL, type NodeOf } from '../../language/flow-schema.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Draft, FlowSurroundings } from '../draft.ts';
import type { Problem } from '../problem.ts';
import type { KeyPath } from '../yaml-source.ts';
import { checkTicket } from './check-tickets.ts';

/** Queues, skills, agents and hooks of a node that the surroundings do not have. */
export function checkRouting(node: FlowNode, languages: ReadonlySet<Language>, draft: Draft, known: FlowSurroundings): Problem[] {
  switch (node.type) {
    case 'queue':
    case 'callback':
      return either([...unknownQueue(node.queue, ['queue'], known), ...unknownSkills(node, languages, draft, known)], () => nobodyServes(node, languages, draft, known));
    case 'voicemail':
      return unknownQueue(node.queue, ['queue'], known);
    case 'ticket':
      return [...unknownQueue(node.queue, ['queue'], known), ...checkTicket(node, known)];
    case 'transfer':
      return [...unknownQueue(node.to.queue, ['to', 'queue'], known), ...unknownAgent(node, known)];
    case 'hook':
      return known.hooks && !known.hooks.includes(node.hook)
        ? [{ path: ['hook'], text: `there is no hook “${node.hook}”;${didYouMean(node.hook, known.hooks, 'hooks')}` }]
        : [];
    default:
      return [];
  }
}

/** What follows from a mistake is not told beside it. */
const either = (mistakes: Problem[], otherwise: () => Problem[]): Problem[] => (mistakes.length > 0 ? mistakes : otherwise());

/** Callers whom no agent of the configuration can ever take; in each language a caller can have here. */
function nobodyServes(node: NodeOf<'queue'> | NodeOf<'callback'>, languages: ReadonlySet<Language>, { languageSkills, isSubFlow }: Draft, { canServe }: FlowSurroundings): Problem[] {
  const asksLanguage = Object.hasOwn(node.skills, LANGUAGE_SKILL);
  if (!canServe || (asksLanguage && isSubFlow)) return [];
  const wanted = (asksLanguage ? [...languages] : (['zh'] as const)).map((language) =>
    Object.fromEntries(Object.entries(node.skills).map(([skill, level]) => [skill === LANGUAGE_SKILL ? (languageSkills[language] ?? language) : skill, level])),
  );
  return wanted
    .filter((skills) => !canServe(node.queue, skills))
    .map((skills): Problem => {
      const listed = Object.entries(skills).map(([skill, level]) => `${skill} ≥ ${level}`);
      if (listed.length === 0) return { path: ['queue'], warning: true, text: `no agent of the configuration takes calls of “${node.queue}”, after its steps neither: callers wait in vain` };
      return { path: ['skills'], at: 'key', warning: true, text: `no agent who takes calls of “${node.queue}” has ${listed.join(', ')}, after its steps neither: callers wait in vain` };
    });
}

/** The skills named at the head. */
export function checkLanguageSkills({ languageSkills }: Draft, known: FlowSurroundings): Problem[] {
  return Object.entries(languageSkills).flatMap(([language, skill]) => (skill === undefined ? [] : unknownSkill(skill, ['languageSkills', language], known)));
}

function unknownQueue(queue: string | undefined, path: KeyPath, { queues }: FlowSurroundings): Problem[] {
  if (queue === undefined || queues.includes(queue)) return [];
  return [{ path, text: `there is no queue “${queue}”;${didYouMean(queue, queues, 'queues')}` }];
}

function unknownAgent({ to }: NodeOf<'transfer'>, { agents }: FlowSurroundings): Problem[] {
  const [only, more] = to.agent?.parts ?? [];
  if (!agents || typeof only !== 'string' || more !== undefined || agents.includes(only)) return [];
  return [{ path: ['to', 'agent'], text: `there is no agent “${only}”;${didYouMean(only, agents, 'agents')}` }];
}

function unknownSkills(node: NodeOf<'queue'> | NodeOf<'callback'>, languages: ReadonlySet<Language>, { languageSkills, isSubFlow }: Draft, known: FlowSurroundings): Problem[] {
  return Object.keys(node.skills).flatMap((skill) => {
    const path = ['skills', skill];
    if (skill !== LANGUAGE_SKILL) return unknownSkill(skill, path, known);
    // What a language is called among the skills is said by the flow of the number, not by a sub-flow.
    if (isSubFlow) return [];
    return [...languages]
      .filter((language) => languageSkills[language] === undefined && !known.skills.includes(language))
      .map((language): Problem => {
        const text = `${LANGUAGE_SKILL} is the skill “${language}” here, which no agent has; name another one under languageSkills.${language}`;
        return { path, at: 'key', text };
      });
  });
}

function unknownSkill(skill: string, path: KeyPath, { skills }: FlowSurroundings): Problem[] {
  if (skills.includes(skill)) return [];
  const at = path[0] === 'skills' ? 'key' : 'value';
  return [{ path, at, text: `there is no skill “${skill}”;${didYouMean(skill, skills, 'skills')}` }];
}
