import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { SecureLink } from '../../parts/secure-page.tsx';
import { formatDuration } from '../../time/format.ts';
import { steadyNow } from '../../time/server-clock.ts';
import { useNow } from '../../time/use-now.ts';
import { Keypad } from './keypad.tsx';
import { messages } from './messages.ts';
import type { VisitControl } from './use-visit.ts';
import type { Problem, Visit } from './visit.ts';

interface Stage {
  readonly company: string;
  /** False when the company switched calls from the web off. */
  readonly open: boolean;
  readonly httpsPort: number | undefined;
  readonly control: VisitControl;
}

/** What is shown under the company's name, by the state of the visit; the sentence on top is read out when it changes. */
export function CallStage({ company, open, httpsPort, control }: Stage): ReactNode {
  const { visit } = control;
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // The button that was pressed is gone: focus goes to what says what happens now.
    if (!first.current) (place.current?.querySelector<HTMLElement>('.call-us-alert') ?? place.current?.querySelector<HTMLElement>('.call-us-sentence'))?.focus();
    first.current = false;
  }, [visit.kind]);
  return (
    <div ref={place} className="call-us-stage">
      <p tabIndex={-1} role="status" className="call-us-sentence">
        <Sentence visit={visit} company={company} />
      </p>
      <Controls open={open} httpsPort={httpsPort} control={control} />
    </div>
  );
}

function Sentence({ visit, company }: { readonly visit: Visit; readonly company: string }): ReactNode {
  const text = useText(messages);
  switch (visit.kind) {
    case 'idle':
      return visit.problem ? null : text('free');
    case 'asking':
      return text('asking');
    case 'connecting':
      return text('connecting');
    case 'talking':
      return text('talking', { company });
    case 'over':
      return text(visit.lost ? 'overLost' : 'over', { time: formatDuration(visit.seconds) });
  }
}

function Controls({ open, httpsPort, control }: Omit<Stage, 'company'>): ReactNode {
  const text = useText(messages);
  const { visit } = control;
  const secure = globalThis.isSecureContext;
  switch (visit.kind) {
    case 'idle':
      return (
        <>
          {visit.problem && <ProblemBox problem={visit.problem} onOver={control.mayTry} />}
          {!secure && visit.problem === undefined && <Alert>{text('insecure')}</Alert>}
          {!secure && <p className="call-us-note"><SecureLink httpsPort={httpsPort} /></p>}
          {!open && <Alert>{text('closed')}</Alert>}
          <BigButton disabled={!open || !secure || visit.problem?.code === 'too-many'} onClick={control.call} label={text('call')} />
          <p className="call-us-hint">{text('microphoneWhy')}</p>
        </>
      );
    case 'asking':
    case 'connecting':
      return (
        <button type="button" className="wide" onClick={control.hangUp}>
          {text('cancel')}
        </button>
      );
    case 'talking':
      return <Talking visit={visit} control={control} />;
    case 'over':
      return <BigButton disabled={!open} onClick={control.call} label={text('again')} />;
  }
}

function Talking({ visit, control }: { readonly visit: Extract<Visit, { kind: 'talking' }>; readonly control: VisitControl }): ReactNode {
  const text = useText(messages);
  useNow();
  return (
    <>
      <p className="call-us-time" role="timer" aria-label={text('callTime')}>
        {formatDuration((steadyNow() - visit.since) / 1000)}
      </p>
      {visit.weak && <Alert>{text('weak')}</Alert>}
      {visit.muted && <p className="call-us-note" role="status">{text('muted')}</p>}
      <output className="call-us-keys" aria-label={text('typed')} aria-live="off">
        {visit.keys}
      </output>
      <Keypad onKey={control.key} />
      <p className="call-us-hint keyboard">{text('keypadHint')}</p>
      <div className="call-us-row">
        <button type="button" aria-pressed={visit.muted} onClick={() => control.mute(!visit.muted)}>
          {text(visit.muted ? 'unmute' : 'mute')}
        </button>
        <button type="button" className="end" onClick={control.hangUp}>
          {text('hangUp')}
        </button>
      </div>
    </>
  );
}

function ProblemBox({ problem, onOver }: { readonly problem: Problem; readonly onOver: () => void }): ReactNode {
  const text = useText(messages);
  useNow();
  const left = problem.code === 'too-many' ? Math.ceil((problem.until - steadyNow()) / 1000) : 1;
  useEffect(() => {
    if (left <= 0) onOver();
  }, [left, onOver]);
  return <Alert>{text(problem.code, { time: formatDuration(left) })}</Alert>;
}

function Alert({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className="call-us-alert" role="alert" tabIndex={-1}>
      <span aria-hidden="true">⚠</span> <span>{children}</span>
    </p>
  );
}

function BigButton({ label, ...rest }: { readonly label: string; readonly disabled: boolean; readonly onClick: () => void }): ReactNode {
  return (
    <button type="button" className="call-us-big" {...rest}>
      <svg viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">
        <path
          fill="currentColor"
          d="M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1z"
        />
      </svg>
      {label}
    </button>
  );
}
