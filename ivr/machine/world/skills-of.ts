import { LANGUAGE_SKILL } from '../../language/flow-schema.ts';
import type { FlowSkill } from '../../model.ts';
import type { FlowState } from '../flow-state.ts';

/** The skills a node asks for; one named twice (by `$language` too) counts with its higher level. */
export function skillsOf({ skills }: { readonly skills: Readonly<Record<string, number>> }, { flow, frames, language }: FlowState): FlowSkill[] {
  // What a language is called among the skills is said by the flow of the number.
  const { languageSkills } = frames[0]?.flow ?? flow;
  const levels = new Map<string, number>();
  for (const [name, level] of Object.entries(skills)) {
    const skill = name === LANGUAGE_SKILL ? (languageSkills[language] ?? language) : name;
    levels.set(skill, Math.max(level, levels.get(skill) ?? 0));
  }
  return [...levels].map(([skill, level]) => ({ skill, level }));
}
