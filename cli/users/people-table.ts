import type { PersonEntry } from '#access';
import type { Words } from '../words.ts';

const GAP = '  ';

/** People as lines under headings, columns as wide as needed. */
export function peopleTable(people: readonly PersonEntry[], words: Words): string {
  if (people.length === 0) return words('Nobody yet: ./huawu user add LOGIN --role administrator', '还没有人员:./huawu user add 登录名 --role administrator');
  const heading = [words('login', '登录名'), words('name', '姓名'), words('role', '角色'), words('agent', '坐席'), words('teams', '班组'), words('last sign-in', '上次登录')];
  const rows = people.map(({ login, name, role, agent = '-', teams, disabled, lastSignInAt }) => {
    const last = disabled ? words('disabled', '已停用') : lastSignInAt === undefined ? '-' : new Date(lastSignInAt).toISOString().slice(0, 16).replace('T', ' ');
    return [login, name, role, agent, teams.join(', ') || '-', last];
  });
  const widths = heading.map((_, column) => Math.max(...[heading, ...rows].map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]) => row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join(GAP).trimEnd();
  return [heading, ...rows].map(line).join('\n');
}

/** Columns a text takes at a terminal: wide characters take two (Unicode Standard Annex 11, roughly). */
const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(letter) ? 2 : 1), 0);
