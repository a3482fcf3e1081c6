import type { ReactNode } from 'react';
import type { Staffing } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useSettings } from '../../../settings/settings.ts';
import { countText, secondsText, shareText } from '../format.ts';
import { messages } from '../messages.ts';

/** The answer, and what some agents fewer or more would change. */
export function StaffTable({ staffing: { load, rows }, agents, seconds }: { readonly staffing: Staffing; readonly agents: number; readonly seconds: number }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const answer = rows.find((row) => row.agents === agents);
  const impatient = rows.some(({ abandoned }) => abandoned !== undefined);
  return (
    <>
      <h2>{text('answer', { agents, scheduled: answer?.scheduled ?? agents })}</h2>
      <p className="quiet">{text('answerLoad', { load })}</p>
      <table className="list-table">
        <caption className="hidden-text">{text('planStaff')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('agentsAtWork')}</th>
            <th scope="col" className="right">{text('scheduled')}</th>
            <th scope="col" className="right">{text('levelShort', { seconds })}</th>
            <th scope="col" className="right">{text('meanWait')}</th>
            <th scope="col" className="right">{text('mustWait')}</th>
            <th scope="col" className="right">{text('occupancy')}</th>
            {impatient && <th scope="col" className="right">{text('giveUp')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.agents} className={row.agents === agents ? 'staff-chosen' : ''}>
              <th scope="row" className="figures">{countText(row.agents, language)}{row.agents === agents && <> <span aria-hidden="true">◀</span><span className="hidden-text">{text('isAnswer')}</span></>}</th>
              <td className="right figures">{countText(row.scheduled, language)}</td>
              <td className="right figures">{shareText(row.serviceLevel, language)}</td>
              <td className="right figures">{row.meanWaitSeconds === undefined ? text('forever') : secondsText(row.meanWaitSeconds)}</td>
              <td className="right figures">{shareText(row.waitProbability, language)}</td>
              <td className="right figures">{shareText(row.occupancy, language)}</td>
              {impatient && <td className="right figures">{shareText(row.abandoned, language)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
