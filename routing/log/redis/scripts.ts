/**
 * What must happen in one piece inside Redis. Every script has the keys of one shard, in this order:
 *
 *   log    stream, id `position-0`: at (µs), c (command as JSON), n (node), q (the node's number of the command)
 *   meta   hash: run, seq (last position), clock and skew (µs), epoch, leader (`node|session`), until (µs, end of the lease)
 *   nodes  hash: node → `session|seen|steady|last` (µs, µs, number of its last command in the log)
 *   snapshot  hash: position, data
 */
export type ScriptName = 'join' | 'append' | 'beat' | 'lead' | 'keep' | 'leave';

/** `now`: Redis' clock, or the last instant given where that clock went back; then it runs on from there. */
const PRELUDE = `
local log, meta, nodes, snapshot = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local kept = redis.call('HMGET', meta, 'seq', 'clock', 'skew', 'epoch', 'leader', 'until', 'run')
local seq, clock, skew, epoch = tonumber(kept[1] or 0), tonumber(kept[2] or 0), tonumber(kept[3] or 0), tonumber(kept[4] or 0)
local leader, untilAt, run = kept[5] or '', tonumber(kept[6] or 0), kept[7] or ''
local function text(number) return string.format('%.0f', number) end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2]) + skew
if now < clock then
  redis.call('HSET', meta, 'skew', text(skew + clock - now))
  now = clock
end
local function add(command, node, number)
  seq = seq + 1
  redis.call('XADD', log, text(seq) .. '-0', 'at', text(now), 'c', command, 'n', node, 'q', number)
end
local function done() redis.call('HSET', meta, 'seq', text(seq), 'clock', text(now)) end
local function lost(node) add(cjson.encode({ type = 'node.lost', node = node }), '', '0') end
local function record(node)
  local packed = redis.call('HGET', nodes, node)
  if not packed then return nil end
  local session, seen, steady, last = string.match(packed, '^([^|]*)|([^|]*)|([^|]*)|([^|]*)$')
  return { session = session, seen = tonumber(seen), steady = tonumber(steady), last = tonumber(last) }
end
-- Heard of again; after a gap it is no judge of how long others were silent.
local function heard(r, gap)
  if now - r.seen > gap then r.steady = now end
  r.seen = now
end
local function put(node, r) redis.call('HSET', nodes, node, r.session .. '|' .. text(r.seen) .. '|' .. text(r.steady) .. '|' .. text(r.last)) end
`;

/**
 * Where nobody else is (all stopped, or an empty Redis), the log begins anew: nothing of before is anybody's, and a new version
 * need not read what an old one wrote. Positions go on. ARGV: node, session, number of its last command, a new run id, µs after
 * which a silent node is nobody. → run, now, seq, 1 if the log is new.
 */
const JOIN = `
local node, alone = ARGV[1], true
-- Without the positions (somebody deleted a part of it) the rest is worth nothing.
local broken = run == '' and #redis.call('HKEYS', nodes) > 0
for _, other in ipairs(redis.call('HKEYS', nodes)) do
  if now - record(other).seen < tonumber(ARGV[5]) then alone = false end
end
if alone or broken then
  run = ARGV[4]
  redis.call('DEL', log, nodes, snapshot)
  redis.call('HSET', meta, 'run', run, 'until', '0')
  redis.call('HSET', snapshot, 'position', text(seq), 'data', '')
end
if record(node) then lost(node) end
put(node, { session = ARGV[2], seen = now, steady = now, last = tonumber(ARGV[3]) })
done()
return { run, text(now), text(seq), (alone or broken) and 1 or 0 }
`;

/** ARGV: node, session, gap µs, number of the first command, commands… → 'ok' or 'lost' (this session is over), now, seq. Numbers known already are passed over. */
const APPEND = `
local node, first = ARGV[1], tonumber(ARGV[4])
local mine = record(node)
if not mine or mine.session ~= ARGV[2] or first > mine.last + 1 then return { 'lost' } end
for index = 5, #ARGV do
  local number = first + index - 5
  if number > mine.last then
    add(ARGV[index], node, text(number))
    mine.last = number
  end
end
heard(mine, tonumber(ARGV[3]))
put(node, mine)
done()
return { 'ok', text(now), text(seq) }
`;

/**
 * A sign of life; takes or renews the lease; who leads declares lost whom nobody has heard of for too long. Not heard of
 * counts from when the leader itself is heard of without a gap: when Redis was away for all, all are late together.
 * ARGV: node, session, gap µs, lease µs, lost µs. → 'ok' or 'lost', now, seq, epoch if it leads or 0, run, who leads.
 */
const BEAT = `
local node = ARGV[1]
local mine = record(node)
if not mine or mine.session ~= ARGV[2] then return { 'lost', text(now), text(seq), '0', run } end
heard(mine, tonumber(ARGV[3]))
put(node, mine)
local me = node .. '|' .. mine.session
if leader ~= me and now >= untilAt then
  epoch = epoch + 1
  leader = me
  redis.call('HSET', meta, 'epoch', text(epoch), 'leader', me)
end
if leader ~= me then return { 'ok', text(now), text(seq), '0', run, leader } end
redis.call('HSET', meta, 'until', text(now + tonumber(ARGV[4])))
for _, other in ipairs(redis.call('HKEYS', nodes)) do
  local theirs = record(other)
  if now - math.max(theirs.seen, mine.steady) > tonumber(ARGV[5]) then
    lost(other)
    redis.call('HDEL', nodes, other)
  end
end
done()
return { 'ok', text(now), text(seq), text(epoch), run, leader }
`;

/** A command of the leader (`tick`). ARGV: epoch, command. → 'ok' or 'fenced' (another one leads), now, seq. */
const LEAD = `
if tonumber(ARGV[1]) ~= epoch or now >= untilAt then return { 'fenced' } end
add(ARGV[2], '', '0')
done()
return { 'ok', text(now), text(seq) }
`;

/** A snapshot of the leader; entries it covers are dropped but for the latest. ARGV: epoch, position, data, entries to keep. → 'ok' or 'fenced'. */
const KEEP = `
local position = tonumber(ARGV[2])
if tonumber(ARGV[1]) ~= epoch or now >= untilAt or position > seq then return { 'fenced' } end
redis.call('HSET', snapshot, 'position', ARGV[2], 'data', ARGV[3])
local from = position - tonumber(ARGV[4])
if from > 1 then redis.call('XTRIM', log, 'MINID', text(from) .. '-0') end
return { 'ok' }
`;

/** Leaves in order: its contacts and agents go at once, the lease is free. ARGV: node, session. */
const LEAVE = `
local node = ARGV[1]
local mine = record(node)
if not mine or mine.session ~= ARGV[2] then return { 'lost' } end
lost(node)
redis.call('HDEL', nodes, node)
if leader == node .. '|' .. mine.session then redis.call('HSET', meta, 'until', '0') end
done()
return { 'ok' }
`;

export const SCRIPTS: Readonly<Record<ScriptName, string>> = {
  join: PRELUDE + JOIN,
  append: PRELUDE + APPEND,
  beat: PRELUDE + BEAT,
  lead: PRELUDE + LEAD,
  keep: PRELUDE + KEEP,
  leave: PRELUDE + LEAVE,
};

/** The keys of one shard; the braces keep them on one machine of a Redis Cluster. */
export function keysOf(shard: string): readonly [log: string, meta: string, nodes: string, snapshot: string] {
  const at = (name: string) => `huawu:routing:{${shard}}:${name}`;
  return [at('log'), at('meta'), at('nodes'), at('snapshot')];
}
