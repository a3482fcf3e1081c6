import { Button, Segmented } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useKeys } from '../../keys/keys.ts';
import '../../parts/list/list.css';
import { OneFilter } from '../../parts/list/one-filter.tsx';
import { useNameOf, useQueues } from '../../parts/list/queue-names.ts';
import { oneOf, useAddress } from '../../parts/list/use-address.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useNow } from '../../time/use-now.ts';
import { CallbackTable } from './callback-table.tsx';
import './callbacks.css';
import { messages } from './messages.ts';
import { NewDialog } from './new-dialog.tsx';
import { STAGES, stageOf } from './stages.ts';
import { useCallbacks } from './use-callbacks.ts';
import { useWish } from './use-wish.ts';

/** `/callbacks`: customers who are to be called back, of the queues of the one who looks. */
export function CallbacksPage(): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const [queue, id] = [search.get('queue') ?? undefined, search.get('id') ?? undefined];
  const stage = oneOf(search.get('show'), STAGES);
  const queues = useQueues();
  const queueName = useNameOf(queues);
  const now = useNow();
  const { list, error, again, more, loadingMore } = useCallbacks({ queue, stage, id });
  const [wish, setWish] = useWish();
  // Waiting and scheduled are one state to the server; the time divides them.
  const rows = id === undefined && stage !== 'all' ? list?.filter((each) => stageOf(each, now) === stage) : list;
  useEffect(() => {
    document.title = text('title');
  }, [text]);
  useKeys(text('title'), [{ key: 'n', does: text('keyAdd'), run: () => setWish({}) }]);
  return (
    <Shell>
      <h1 className="hidden-text">{text('title')}</h1>
      <div className="list-page">
        <div className="list-bar" role="search" aria-label={text('show')}>
          {id === undefined ? (
            <>
              <Segmented className="callback-stages" value={stage} aria-label={text('show')} options={STAGES.map((value) => ({ value, label: text(value) }))} onChange={(value) => change({ show: value === 'all' ? undefined : value })} />
              <OneFilter label={text('queue')} value={queue} options={queues} choose={(value) => change({ queue: value })} />
            </>
          ) : (
            <>{text('only')} <Button type="link" onClick={() => change({ id: undefined }, true)}>{text('showAll')}</Button></>
          )}
          <span className="grow" />
          <Button type="primary" onClick={() => setWish({})}>{text('add')}</Button>
        </div>
        <div className="hidden-text" role="status">{rows ? text('count', { count: rows.length }) : ''}</div>
        {!rows && (error ? <Failure error={error} again={again} /> : <Loading rows={8} />)}
        {rows?.length === 0 && <div className="list-empty"><Empty title={text('empty')}>{text('emptyHint')}</Empty></div>}
        {rows && rows.length > 0 && <CallbackTable list={rows} now={now} queueName={queueName} />}
        {more && <div className="list-more"><Button loading={loadingMore} onClick={more}>{loadingMore ? text('loadingMore') : text('more')}</Button></div>}
      </div>
      {wish && <NewDialog wish={wish} queues={queues} close={() => setWish(undefined)} />}
    </Shell>
  );
}
