import type { ReactNode } from 'react';
import type { CallDigest, CallQuality, SummaryParts } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import { Automatic } from './automatic-box.tsx';
import { messages } from './messages.ts';

const PARTS = ['reason', 'actions', 'promises', 'unresolved'] as const satisfies readonly (keyof SummaryParts)[];
type Hear = (at: number) => void;

/** What the call was about, and what the rules alone score it. */
export function CallDigestBox({ quality: { summary, modelSummary, automatic }, hear }: { readonly quality: CallQuality; readonly hear: Hear }): ReactNode {
  return (
    <>
      {summary && <Digest digest={summary} hear={hear} />}
      {modelSummary && <Digest digest={modelSummary} hear={hear} />}
      {automatic && <Automatic automatic={automatic} hear={hear} />}
    </>
  );
}

function Digest({ digest: { madeBy, model, parts }, hear }: { readonly digest: CallDigest; readonly hear: Hear }): ReactNode {
  const text = useText(messages);
  const said = PARTS.filter((part) => parts[part].length > 0);
  return (
    <section className="review-section review-digest">
      <h3>{text(madeBy === 'model' ? 'modelSummary' : 'summary')}</h3>
      {madeBy === 'model' && <p className="quiet">{text('madeByModel', { model: model ?? '' })}</p>}
      {said.length === 0 && <p className="quiet">{text('nothingSaid')}</p>}
      {said.map((part) => (
        <div key={part}>
          <h4>{text(part)}</h4>
          <ul>
            {parts[part].map(({ text: sentence, from, speaker }, i) => (
              <li key={`${part} ${String(i)}`}>
                {from !== undefined && <button type="button" className="review-time figures" aria-label={text('hearFrom', { time: formatDuration(from) })} onClick={() => hear(from)}>{formatDuration(from)}</button>}{' '}
                {speaker !== undefined && <span className="quiet">{text(speaker)} </span>}
                <span dir="auto">{sentence}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
