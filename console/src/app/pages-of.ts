import type { Person } from '#contract';

export type PageName = 'desk' | 'floor' | 'review';

/** The pages a person may open, the one to begin with first. The server checks every answer anyway. */
export function pagesOf(person: Pick<Person, 'role' | 'agent'>): readonly PageName[] {
  const desk: readonly PageName[] = person.agent === undefined ? [] : ['desk'];
  switch (person.role) {
    case 'agent':
      return ['desk', 'review'];
    case 'supervisor':
      return ['floor', 'review', ...desk];
    case 'reviewer':
      return ['review', ...desk];
    case 'administrator':
      return ['floor', 'review', ...desk];
  }
}
