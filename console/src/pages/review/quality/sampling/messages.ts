import { defineMessages } from '../../../../i18n/use-text.ts';

/** Sampling plans: what draws calls for reviewers. */
export const messages = defineMessages({
  zh: {
    plans: '抽检计划', noPlans: '还没有抽检计划。', newPlan: '新建计划', editPlan: '修改计划', plan: '计划', draws: '抽取', reviewers: '质检员', actions: '操作', edit: '修改', remove: '删除', editNamed: '修改“{name}”', removeNamed: '删除“{name}”',
    ofFile: '写在评分表文件中，请在文件里修改', removeAsk: '删除此计划？尚未领取或开始的抽检会一并移除。', save: '保存', cancel: '取消', unknownReviewers: '不能做质检：{logins}', whoever: '谁领取归谁',
    drawShare: '{percent}% 的通话', drawQueues: '技能组：{names}', drawAgents: '坐席：{names}', drawRules: '违反：{names}', drawAlert: '有告警', drawScore: '自动评分低于 {score}', drawQuota: '每名坐席{per}最多 {count} 通', day: '每天', week: '每周', month: '每月',
    nameZh: '名称（中文）', nameEn: '名称（英文）', share: '抽取比例（%）', queues: '技能组', agents: '坐席', rules: '违反以下任一规则', any: '不限', alert: '只抽有告警的通话', scoreBelow: '自动评分低于', perAgent: '每名坐席最多（通）', per: '周期', noLimit: '不限', since: '已有的通话', fromNow: '只从今后的通话抽取', lastDays: '也从最近 {count} 天的通话抽取',
    person: '{name}（{login}）', nameMissing: '请填写名称。', agentsMissing: '请选择您团队的坐席。', teamHint: '您只负责部分团队，计划只能抽取您团队坐席的通话。',
  },
  en: {
    plans: 'Sampling plans', noPlans: 'There are no sampling plans yet.', newPlan: 'New plan', editPlan: 'Change the plan', plan: 'Plan', draws: 'Draws', reviewers: 'Reviewers', actions: 'Actions', edit: 'Change', remove: 'Remove', editNamed: 'Change “{name}”', removeNamed: 'Remove “{name}”',
    ofFile: 'In the scorecards file; change it there', removeAsk: 'Remove this plan? What it drew and nobody has taken or begun leaves the list.', save: 'Save', cancel: 'Cancel', unknownReviewers: 'May not review: {logins}', whoever: 'whoever takes it',
    drawShare: '{percent}% of the calls', drawQueues: 'of {names}', drawAgents: 'of {names}', drawRules: 'broken: {names}', drawAlert: 'with an alert', drawScore: 'automatic score below {score}', drawQuota: 'at most {count} of each agent {per}', day: 'a day', week: 'a week', month: 'a month',
    nameZh: 'Name in Chinese', nameEn: 'Name in English', share: 'Share of the calls (%)', queues: 'Queues', agents: 'Agents', rules: 'Any of these rules broken', any: 'All', alert: 'Only calls with an alert', scoreBelow: 'Automatic score below', perAgent: 'At most, of each agent', per: 'Period', noLimit: 'No limit', since: 'Calls of before', fromNow: 'Only calls from now on', lastDays: 'Also calls of the last {count} days',
    person: '{name} ({login})', nameMissing: 'It needs a name.', agentsMissing: 'Choose agents of your teams.', teamHint: 'You lead some teams: a plan of yours draws calls of their agents.',
  },
});
