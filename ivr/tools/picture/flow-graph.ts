import type { Flow, FlowNode } from '../../language/flow-schema.ts';
import type { Prompt } from '../../language/parts.ts';
import { edgesOf } from '../../loader/edges.ts';
import type { Words } from '../walk-text.ts';

export interface GraphNode {
  readonly id: string;
  readonly type: FlowNode['type'];
  /** What it does, in a line or two. */
  readonly lines: readonly string[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Keys and outcomes that lead this way; may be empty. */
  readonly label: string;
  /** A caller who does nothing goes this way. */
  readonly silent: boolean;
}

export interface FlowGraph {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** A flow as a graph, the start first; several ways between the same two nodes are one edge. */
export function flowGraph(flow: Flow, title: string, words: Words): FlowGraph {
  const names = [flow.start, ...Object.keys(flow.nodes).filter((name) => name !== flow.start)];
  const nodes = names.flatMap((id): GraphNode[] => {
    const node = flow.nodes[id];
    return node ? [{ id, type: node.type, lines: linesOf(node, words) }] : [];
  });
  return { title, nodes, edges: nodes.flatMap(({ id }) => edgesFrom(id, flow.nodes[id], words)) };
}

function edgesFrom(from: string, node: FlowNode | undefined, words: Words): GraphEdge[] {
  const byTarget = new Map<string, { labels: string[]; silent: boolean }>();
  for (const edge of node ? edgesOf(node) : []) {
    const known = byTarget.get(edge.to) ?? { labels: [], silent: false };
    const label = labelOf(node, edge.path.map(String), words);
    byTarget.set(edge.to, { labels: label === '' ? known.labels : [...known.labels, label], silent: known.silent || edge.silent });
  }
  return [...byTarget].map(([to, { labels, silent }]) => ({ from, to, label: labels.join(' · '), silent }));
}

const WAYS: Readonly<Record<string, readonly [string, string]>> = {
  giveUp: ['gives up', '放弃'], open: ['open', '营业'], closed: ['closed', '休息'], else: ['else', '否则'], failed: ['failed', '失败'],
  found: ['found', '找到'], unknown: ['unknown', '未找到'], empty: ['empty', '未留言'], refused: ['refused', '被拒'],
  answered: ['answered', '已接通'], busy: ['busy', '忙'], noAnswer: ['no answer', '无人接听'],
  done: ['done', '已结束'], full: ['full', '已满'], overflow: ['overflow', '超时'], nobody: ['nobody', '无坐席'],
};

/** The key of the target in words: `1`, `gives up`, `after 60 s`. */
function labelOf(node: FlowNode | undefined, path: readonly string[], words: Words): string {
  const [key = '', inner = ''] = path;
  if (key === 'next') return node?.type === 'http' || node?.type === 'gather' ? words('ok', '成功') : '';
  if (key === 'when' && node?.type === 'branch') return node.when[Number(inner)]?.if.source ?? '';
  if (key === 'after' && node?.type === 'queue') return words(`after ${node.after?.[Number(inner)]?.seconds} s`, `${node.after?.[Number(inner)]?.seconds} 秒后`);
  const own = ['choices', 'keys', 'statuses', 'returns'].includes(key) ? inner : undefined;
  if (own !== undefined) return own;
  const way = WAYS[inner === '' ? key : inner];
  return way ? words(...way) : inner || key;
}

const TYPES: Readonly<Record<FlowNode['type'], readonly [string, string]>> = {
  play: ['play', '播放'], say: ['say', '朗读'], menu: ['menu', '菜单'], language: ['language', '语言菜单'], gather: ['gather', '收号'], survey: ['survey', '评价'],
  hours: ['hours', '营业时间'], branch: ['branch', '分支'], set: ['set', '赋值'], http: ['http', '外部请求'], customer: ['customer', '查询客户'], queue: ['queue', '排队'],
  callback: ['call back', '回拨'], voicemail: ['voicemail', '留言'], transfer: ['transfer', '转接'], ticket: ['ticket', '工单'], hook: ['hook', '通知'],
  call: ['sub-flow', '子流程'], return: ['return', '返回'], goto: ['go to', '跳转'], hangup: ['hang up', '挂机'],
};

export const typeText = (type: FlowNode['type'], words: Words): string => words(...TYPES[type]);

const promptText = (prompt: Prompt, words: Words): string => (typeof prompt === 'string' ? prompt : `“${words(prompt.say.en?.source ?? prompt.say.zh?.source ?? '', prompt.say.zh?.source ?? prompt.say.en?.source ?? '')}”`);
const promptsText = (prompts: readonly Prompt[] | undefined, words: Words): string[] => (prompts && prompts.length > 0 ? [`♪ ${prompts.map((prompt) => promptText(prompt, words)).join(' + ')}`] : []);

function linesOf(node: FlowNode, words: Words): string[] {
  switch (node.type) {
    case 'play':
    case 'menu':
    case 'language':
    case 'survey':
      return promptsText(node.prompts, words);
    case 'say':
      return promptsText([{ say: node.text }], words);
    case 'gather':
      return [...promptsText(node.prompts, words), `→ ${node.into}`];
    case 'hangup':
      return [...promptsText(node.prompts, words), node.cause];
    case 'queue':
      return [[node.queue, ...Object.entries(node.skills).map(([skill, level]) => `${skill}≥${level}`)].join(' ')];
    case 'http':
      return [`${node.method} ${node.url.source}`];
    case 'set':
      return [...Object.entries(node.values).map(([name, { source }]) => `${name} = ${source}`), ...(node.language ? [node.language] : [])];
    case 'voicemail':
    case 'callback':
      return [node.queue];
    case 'ticket':
      return [`“${node.subject.source}”`];
    case 'hook':
      return [node.hook];
    case 'call':
      return [node.flow];
    case 'return':
      return [node.outcome];
    case 'transfer':
      return [node.to.number?.source ?? node.to.agent?.source ?? node.to.queue ?? ''];
    case 'customer':
    case 'hours':
    case 'branch':
    case 'goto':
      return [];
  }
}
