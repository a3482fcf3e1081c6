import type { KeywordGroup } from '../model.ts';

/** What is looked for where the configuration names no file of its own; docs/mining.md shows it as YAML. */
export const STANDARD_GROUPS: readonly KeywordGroup[] = [
  { id: 'fault', name: { zh: '故障', en: 'Fault' }, any: ['故障', '坏了', '出错', '报错', '用不了', '不能用', '没反应', '死机', '闪退', 'fault', 'broken', 'not working', "doesn't work", "isn't working", 'stopped working', 'error', 'crash', 'crashed', 'crashing'] },
  { id: 'sign-in', name: { zh: '无法登录', en: 'Cannot sign in' }, any: ['无法登录', '登录不了', '不能登录', '登不上', '登录失败', '登陆不了', '忘记密码', '密码错误', '账号锁定', '账号被锁', 'cannot log in', "can't log in", "can't sign in", 'cannot sign in', 'unable to log in', 'login failed', 'locked out', 'forgot my password', 'wrong password'] },
  { id: 'delay', name: { zh: '延迟', en: 'Delay' }, any: ['延迟', '延误', '太慢', '很慢', '卡顿', '超时', '还没到', '没收到', '等了很久', 'delay', 'delayed', 'late', 'slow', 'lag', 'laggy', 'timeout', 'timed out', 'still waiting', 'not arrived', "hasn't arrived"] },
  { id: 'outage', name: { zh: '断线中断', en: 'Outage' }, any: ['断网', '断线', '掉线', '连不上', '没信号', '没有信号', '中断', '停机', 'outage', 'no connection', 'no internet', 'no signal', 'disconnected', 'keeps dropping', 'service is down'] },
  { id: 'charge', name: { zh: '错误收费', en: 'Wrong charge' }, any: ['多扣', '乱扣费', '重复扣', '扣错', '收费不对', '账单不对', '账单错误', 'overcharged', 'charged twice', 'double charge', 'wrong bill', 'billing error', 'incorrect charge'] },
  { id: 'refund', name: { zh: '退款退货', en: 'Refund' }, any: ['退款', '退货', '退钱', '退费', 'refund', 'money back', 'return it'] },
  { id: 'complaint', name: { zh: '投诉', en: 'Complaint' }, speaker: 'caller', any: ['投诉', '举报', '消费者协会', '曝光', '找你们领导', '找经理', 'complaint', 'complain', 'supervisor', 'speak to a manager', 'lawyer', 'unacceptable'] },
  { id: 'cancel', name: { zh: '取消销户', en: 'Cancellation' }, speaker: 'caller', any: ['取消', '销户', '注销', '不想用了', '解约', 'cancel', 'cancellation', 'close my account', 'terminate'] },
];
