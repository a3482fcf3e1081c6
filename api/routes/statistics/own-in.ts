import type { Caller } from '../../who/caller.ts';
import type { TeamMap } from '../../who/team-map.ts';

/** Which queues or agents a question is about: those of own teams, narrowed to one of them or to one team. */
export function ownIn(of: 'queues' | 'agents', { id: wanted, team }: { readonly id?: string | undefined; readonly team?: string | undefined }, { caller, teams }: { readonly caller: Caller; readonly teams: TeamMap }): (id: string) => boolean {
  return (id) => {
    if (wanted !== undefined && id !== wanted) return false;
    const its = of === 'queues' ? teams.ofQueue(id) : teams.ofAgent(id);
    return (team === undefined || its.includes(team)) && caller.may('floor.see', of === 'queues' ? { teams: its } : { agent: id, teams: its });
  };
}
