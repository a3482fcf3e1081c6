import { defineMessages } from '../../../i18n/use-text.ts';

/** Summaries, automatic scores, sampled calls, calibrations, coaching, arbitration. */
export const messages = defineMessages({
  zh: {
    summary: '通话摘要', modelSummary: '模型摘要', madeByModel: '由语言模型 {model} 生成，可能有误。', nothingSaid: '没有可摘录的内容', hearFrom: '从 {time} 播放',
    reason: '来电原因', actions: '已做处理', promises: '承诺', unresolved: '未解决', caller: '客户', agent: '坐席',
    automaticScore: '自动评分', noAutomatic: '规则无法评分', automaticOf: '{score} / 100', coverage: '规则覆盖权重的 {percent}%（{card} 第 {version} 版）',
    coaching: '辅导意见', addNote: '在当前位置写辅导意见', noteTitle: '在 {time} 的辅导意见', noteAt: '通话 {time} 处', seen: '坐席已读', markSeen: '标为已读', remove: '删除', save: '保存', cancel: '取消',
    stoodBy: '质检员维持评分', upheld: '仲裁：维持原评分', changed: '仲裁：已更改评分', waitsForArbiter: '等待仲裁：由未参与此质检的班长或管理员决定。', whyStandBy: '维持评分、提交仲裁的理由', whyDecide: '裁决理由；需要改分时先在下方修改', escalate: '维持评分，提交仲裁', uphold: '维持原评分', change: '按修改后的评分',
    otherReviews: '此通话的其他质检', reviewBy: '{name} 的质检（{score}）', anotherReview: '再做一份质检',
    state: '状态', open: '未开始', begun: '进行中', done: '已完成', onlyMine: '只看分给我和未分配的', queueEmpty: '没有抽检的通话', queueEmptyHint: '抽检计划写在评分表文件的 sampling 中。', queueTitle: '抽检的通话',
    time: '时间', plan: '计划', why: '抽中原因', reviewer: '质检员', becauseAlert: '有告警', ofQuota: '{period} 第 {place} 名，配额 {quota}', lot: '签号 {lot} < {share}', take: '由我来做',
    noCalibrations: '还没有校准', noCalibrationsHint: '校准时多名质检员互不可见地评同一通电话，结束后比较。', sessionLine: '{by} 发起，{calls} 通，已提交 {done}/{all}', openSession: '进行中', closedSession: '已结束',
    begin: '发起校准', sessionName: '名称', sessionCalls: '要评的通话：已选 {count}，最多 {most} 通', sessionPeople: '质检员（至少两名）', choose: '请选择', person: '{name}（{login}）', scorecard: '评分表', cardByQueue: '按每通电话的技能组', cardOf: '{name} · 第 {version} 版 · {count} 项', nameMissing: '请填写名称。', callsMissing: '请至少选一通电话。', peopleMissing: '请至少选两名质检员。', ready: '{people} 名质检员将各评 {calls} 通。', findCalls: '按说过的话查找', noCallsFound: '没有找到有坐席接听的通话。', narrowCalls: '只显示最近 50 通；可按词语、坐席或技能组查找。', unpick: '去掉 {call}', unpickAll: '全部去掉', alertCount: '⚑ {count}', queue: '技能组', calibrate: '用此通话发起校准', allCalibrations: '全部校准', progress: '{name} {done}/{all}', taskDone: '已提交', taskOpen: '待评分', closeSession: '结束校准', blindHint: '结束后才显示其他人的评分和一致性。',
    agreement: '一致率 {percent}', kappas: 'Cohen κ {cohen} · Fleiss κ {fleiss}', figures: '各评分项的一致性', question: '评分项', agreed: '一致率', deviation: '平均偏差', notApplicable: '不适用', meanScore: '平均得分（与均值之差）',
  },
  en: {
    summary: 'Summary', modelSummary: 'Summary by a model', madeByModel: 'Written by the language model {model}; it may be wrong.', nothingSaid: 'Nothing to tell', hearFrom: 'Play from {time}',
    reason: 'Reason', actions: 'Done', promises: 'Promised', unresolved: 'Unresolved', caller: 'Caller', agent: 'Agent',
    automaticScore: 'Automatic score', noAutomatic: 'Rules answer nothing', automaticOf: '{score} / 100', coverage: 'rules answer {percent} % of the weight ({card}, version {version})',
    coaching: 'Coaching notes', addNote: 'Coach here', noteTitle: 'Coaching note at {time}', noteAt: 'Call at {time}', seen: 'read by the agent', markSeen: 'I have read it', remove: 'Remove', save: 'Save', cancel: 'Cancel',
    stoodBy: 'The reviewer stands by it', upheld: 'Decided: the review stands', changed: 'Decided: the review was changed', waitsForArbiter: 'Waits for a supervisor or administrator who did not write this review.', whyStandBy: 'Why you stand by the review; somebody else will decide', whyDecide: 'Why you decide so; change answers below first where they are to change', escalate: 'Stand by it, to arbitration', uphold: 'The review stands', change: 'The review is changed',
    otherReviews: 'Other reviews of this call', reviewBy: 'Review by {name} ({score})', anotherReview: 'Another review',
    state: 'State', open: 'Open', begun: 'Begun', done: 'Finished', onlyMine: 'Only mine and those of nobody', queueEmpty: 'No sampled calls', queueEmptyHint: 'Sampling plans are written in the scorecards file, under sampling.', queueTitle: 'Sampled calls',
    time: 'Time', plan: 'Plan', why: 'Drawn because', reviewer: 'Reviewer', becauseAlert: 'has an alert', ofQuota: 'number {place} of {quota} in {period}', lot: 'lot {lot} < {share}', take: 'Take it',
    noCalibrations: 'No calibrations yet', noCalibrationsHint: 'Several reviewers score the same call without seeing each other, and compare when it is closed.', sessionLine: 'begun by {by}, calls: {calls}, handed in: {done}/{all}', openSession: 'open', closedSession: 'closed',
    begin: 'Begin a calibration', sessionName: 'Name', sessionCalls: 'Calls to be scored: {count} chosen, {most} at most', sessionPeople: 'Reviewers (at least two)', choose: 'Please choose', person: '{name} ({login})', scorecard: 'Scorecard', cardByQueue: 'The one for the queue of each call', cardOf: '{name} · version {version} · {count} questions', nameMissing: 'It needs a name.', callsMissing: 'Choose at least one call.', peopleMissing: 'Choose at least two reviewers.', ready: '{people} reviewers will score {calls} calls each.', findCalls: 'Find by what was said', noCallsFound: 'No calls that an agent took were found.', narrowCalls: 'The newest 50 are shown; find others by words, agent or queue.', unpick: 'Take {call} out', unpickAll: 'Take all out', alertCount: '⚑ {count}', queue: 'Queue', calibrate: 'Calibrate with this call', allCalibrations: 'All calibrations', progress: '{name} {done}/{all}', taskDone: 'handed in', taskOpen: 'to be scored', closeSession: 'Close the calibration', blindHint: 'Scores of the others and figures are shown when it is closed.',
    agreement: '{percent} agreement', kappas: 'Cohen κ {cohen} · Fleiss κ {fleiss}', figures: 'Agreement of each question', question: 'Question', agreed: 'Agreed', deviation: 'Mean deviation', notApplicable: 'N/A', meanScore: 'Mean score (less the mean of all)',
  },
});
