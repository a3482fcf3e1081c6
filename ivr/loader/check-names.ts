import type { Language } from '#core';
import { type FlowNode, LANGUAGE_SKILL, type NodeOf } from '../language/flow-schema.ts';
import { LANGUAGES, promptRef } from '../language/prompt-reference.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Draft, FlowSurroundings } from './draft.ts';
import { edgesOf } from './edges.ts';
import type { Problem } from './problem.ts';
import type { KeyPath } from './yaml-source.ts';

/** Prompts, queues and skills that the surroundings do not have, and lists that do not fit the number of tries. */
export function checkNames(draft: Draft, known: FlowSurroundings): Problem[] {
  const heard = languagesAt(draft);
  const problems = [...draft.nodes].flatMap(([name, node]) => {
    const languages = heard.get(name) ?? new Set([draft.language]);
    return [
      ...missingPrompts(node, languages, known),
      ...(node.type === 'queue' ? unknownInQueue(node, languages, draft, known) : []),
      ...(node.type === 'menu' || node.type === 'language' ? wrongTries(node) : []),
    ].map((problem) => ({ ...problem, path: ['nodes', name, ...problem.path] }));
  });
  const named = Object.entries(draft.languageSkills).flatMap(([language, skill]) =>
    skill === undefined ? [] : unknownSkill(skill, ['languageSkills', language], known),
  );
  return [...named, ...problems];
}

/** The languages callers can have chosen when they come to a node. */
function languagesAt({ start, language, nodes }: Draft): ReadonlyMap<string, ReadonlySet<Language>> {
  const heard = new Map<string, Set<Language>>();
  const visit = (name: string, languages: Iterable<Language>): void => {
    const node = nodes.get(name);
    const before = heard.get(name) ?? new Set();
    const fresh = [...languages].filter((l) => !before.has(l));
    if (!node || fresh.length === 0) return;
    heard.set(name, new Set([...before, ...fresh]));
    for (const edge of edgesOf(node)) visit(edge.to, edge.language ? [edge.language] : fresh);
  };
  if (start !== undefined) visit(start, [language]);
  return heard;
}

function promptsOf(node: FlowNode): { reference: string; path: KeyPath }[] {
  const list = (references: readonly string[] | undefined, path: KeyPath) =>
    (references ?? []).map((reference, i) => ({ reference, path: [...path, i] }));
  switch (node.type) {
    case 'play':
    case 'hangup':
      return list(node.prompts, ['prompts']);
    case 'menu':
    case 'language':
      return [
        ...list(node.prompts, ['prompts']),
        ...node.noInput.flatMap((entry, i) => list(entry, ['noInput', i])),
        ...node.noMatch.flatMap((entry, i) => list(entry, ['noMatch', i])),
      ];
    default:
      return [];
  }
}

function missingPrompts(node: FlowNode, languages: ReadonlySet<Language>, known: FlowSurroundings): Problem[] {
  return promptsOf(node).flatMap(({ reference, path }) => {
    const wanted = LANGUAGES.filter((l) => languages.has(l)).map((language) => promptRef(reference, language));
    const missing = wanted.filter((p) => !known.promptExists(p.name, p.language));
    const where = [...new Set(missing.map((p) => p.language))];
    const name = missing[0]?.name;
    if (name === undefined) return [];
    const files = where.map((language) => `${language}/${name}.wav`).join(' and ');
    return [{ path, text: `prompt “${name}” has no sound in ${where.join(' and ')}: put a playable ${files} into the prompt folder` }];
  });
}

function unknownInQueue(
  node: NodeOf<'queue'>,
  languages: ReadonlySet<Language>,
  { languageSkills }: Draft,
  known: FlowSurroundings,
): Problem[] {
  const { queue } = node;
  const queueProblem = known.queues.includes(queue)
    ? []
    : [{ path: ['queue'], text: `there is no queue “${queue}”;${didYouMean(queue, known.queues, 'queues')}` }];
  const skillProblems = Object.keys(node.skills).flatMap((skill) => {
    const path = ['skills', skill];
    if (skill !== LANGUAGE_SKILL) return unknownSkill(skill, path, known);
    return [...languages]
      .filter((language) => languageSkills[language] === undefined && !known.skills.includes(language))
      .map((language): Problem => {
        const text = `${LANGUAGE_SKILL} is the skill “${language}” here, which no agent has; name another one under languageSkills.${language}`;
        return { path, at: 'key', text };
      });
  });
  return [...queueProblem, ...skillProblems];
}

function unknownSkill(skill: string, path: KeyPath, known: FlowSurroundings): Problem[] {
  if (known.skills.includes(skill)) return [];
  const at = path[0] === 'skills' ? 'key' : 'value';
  return [{ path, at, text: `there is no skill “${skill}”;${didYouMean(skill, known.skills, 'skills')}` }];
}

function wrongTries(node: NodeOf<'menu'> | NodeOf<'language'>): Problem[] {
  return (['noInput', 'noMatch'] as const)
    .filter((key) => node[key].length !== 0 && node[key].length !== node.maxTries)
    .map((key) => ({
      path: [key],
      at: 'key',
      text: `must have one entry for each of the ${node.maxTries} tries (maxTries), not ${node[key].length}`,
    }));
}
