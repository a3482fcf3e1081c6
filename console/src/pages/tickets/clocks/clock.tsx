import type { ReactNode } from 'react';
import type { TicketClockRow, TicketRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useSettings } from '../../../settings/settings.ts';
import { formatMoment } from '../../../time/format.ts';
import { useNow } from '../../../time/use-now.ts';
import { leftWords, nextClock } from './clock-words.ts';
import { messages } from './messages.ts';

export const KINDS = { 'first-response': 'firstResponse', 'next-response': 'nextResponse', resolution: 'resolution' } as const;

/** The clock that runs out first, counting down; after that, by how much it is late. Told in words, not by colour alone. */
export function SlaClock({ ticket, wordy = false }: { readonly ticket: Pick<TicketRow, 'clocks'>; readonly wordy?: boolean }): ReactNode {
  const now = useNow();
  const clock = nextClock(ticket.clocks ?? []);
  return clock ? <OneClock clock={clock} now={now} wordy={wordy} /> : null;
}

export function OneClock({ clock, now, wordy }: { readonly clock: TicketClockRow; readonly now: number; readonly wordy: boolean }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const { look, value } = leftWords(clock, now);
  const kind = text(KINDS[clock.kind]);
  const said = text(look === 'late' ? 'late' : look === 'paused' ? 'paused' : look === 'met' ? 'met' : look === 'missed' ? 'missed' : 'left', { time: value });
  return (
    <span className={`ticket-clock ${look}`} title={clock.dueAt === undefined ? kind : `${kind}: ${formatMoment(clock.dueAt, language)}`}>
      <span className={wordy ? '' : 'hidden-text'}>{kind}</span> <span className="figures">{said}</span>
    </span>
  );
}
