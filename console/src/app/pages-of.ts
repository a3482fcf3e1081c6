import type { Person } from '#contract';

export type PageName = 'desk' | 'tickets' | 'satisfaction' | 'floor' | 'review' | 'mining' | 'rules' | 'messages' | 'callbacks' | 'reports';

/** The pages a person may open, the one to begin with first. The server checks every answer anyway. */
export function pagesOf(person: Pick<Person, 'role' | 'agent'>): readonly PageName[] {
  const desk: readonly PageName[] = person.agent === undefined ? [] : ['desk'];
  switch (person.role) {
    case 'agent':
      return ['desk', 'tickets', 'messages', 'callbacks', 'review'];
    case 'supervisor':
    case 'administrator':
      return ['floor', 'tickets', 'satisfaction', 'reports', 'messages', 'callbacks', 'review', 'mining', 'rules', ...desk];
    case 'reviewer':
      return ['review', 'mining', 'rules', ...desk];
  }
}

/** Who may ask why an agent was offered a call. */
export function seesOffers({ role }: Pick<Person, 'role'>): boolean {
  return role === 'supervisor' || role === 'administrator';
}
