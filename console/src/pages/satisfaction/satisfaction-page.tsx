import { Segmented } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import '../../parts/list/list.css';
import { oneOf, useAddress } from '../../parts/list/use-address.ts';
import { FiguresView } from './figures-view.tsx';
import { messages } from './messages.ts';
import './satisfaction.css';
import { TasksView } from './tasks/tasks-view.tsx';

const PARTS = ['figures', 'tasks'] as const;

/** `/satisfaction`: what customers say of resolutions and calls, and what becomes of bad marks. */
export function SatisfactionPage(): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const part = oneOf(search.get('as'), PARTS);
  useEffect(() => {
    document.title = text('title');
  }, [text]);
  return (
    <Shell>
      <div className="list-page">
        <h1 className="hidden-text">{text('title')}</h1>
        <div className="list-bar"><Segmented aria-label={text('title')} value={part} options={PARTS.map((value) => ({ value, label: text(value) }))} onChange={(next) => change({ as: next === 'figures' ? undefined : next, task: undefined })} /></div>
        {part === 'tasks' ? <TasksView /> : <FiguresView />}
      </div>
    </Shell>
  );
}
