import type { Sql } from '../../store/sql/sql.ts';
import { type Facet, gramsOf } from '../../store/search/search-grams.ts';
import { plainText } from '../../store/search/transcript-text.ts';
import type { CallMaker, MadeCall } from './generate.ts';

const CALLS_AT_ONCE = 500;
const WRITERS = 3;

/** Stores calls as the server keeps ended ones, without their timelines; the index for words is made at the end. */
export async function fill(sql: Sql, maker: CallMaker, calls: number): Promise<void> {
  await sql.query('DROP INDEX searchable_calls_grams');
  let left = calls;
  const writer = async () => {
    while (left > 0) {
      const some = Array.from({ length: Math.min(CALLS_AT_ONCE, left) }, () => maker.next());
      left -= some.length;
      await write(sql, some);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  await sql.query("SET maintenance_work_mem = '256MB'");
  await sql.query('CREATE INDEX searchable_calls_grams ON searchable_calls USING gin (grams)');
  for (const table of ['calls', 'transcript_turns', 'searchable_calls', 'broken_rules']) await sql.query(`VACUUM ANALYZE ${table}`);
}

async function write(sql: Sql, calls: readonly MadeCall[]): Promise<void> {
  const rows = calls.map(({ id, startedAt, queue, agent, language, turns, rules }) => {
    const end = turns.at(-1)?.end ?? 0;
    return {
      id, last_seq: turns.length + 5, started_at: new Date(startedAt).toISOString(), ended_at: new Date(startedAt + end * 1_000).toISOString(), caller: '13800000000', dialled: '4000',
      language, queue, agent, outcome: 'answered', wait_seconds: 5, talk_seconds: end, alerts: rules.length, recording: true,
    };
  });
  const turns = calls.flatMap(({ id, turns: all }) => all.map(({ speaker, start, end, text }, turn) => ({ call_id: id, speaker, turn, start_s: start, end_s: end, body: plainText(text) })));
  const said = Map.groupBy(turns, (turn) => turn.call_id);
  const facets = ({ queue, agent, language, rules }: MadeCall): [Facet, string][] => [['queue', queue], ['agent', agent], ['language', language], ...rules.map((rule): [Facet, string] => ['rule', rule])];
  const grams = calls.map((call) => ({ call_id: call.id, started_at: new Date(call.startedAt).toISOString(), grams: gramsOf(said.get(call.id) ?? [], facets(call)), made: 1, spoken: true }));
  await insert(sql, 'calls', rows);
  await insert(sql, 'transcript_turns', turns);
  await insert(sql, 'searchable_calls', grams);
  await insert(sql, 'broken_rules', calls.flatMap(({ id, rules }) => rules.map((rule) => ({ rule, call_id: id }))));
}

const insert = (sql: Sql, table: string, rows: readonly unknown[]) => sql.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`, [JSON.stringify(rows)]);
