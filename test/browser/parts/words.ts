/** What the pages say in each language, as far as the story of a call needs it. */
export interface Words {
  readonly locale: 'zh-CN' | 'en-US';
  readonly startCall: string;
  readonly state: RegExp;
  readonly becomeReady: string;
  readonly ready: RegExp;
  readonly answer: RegExp;
  readonly hangUp: string;
  readonly mute: string;
  readonly unmute: string;
  readonly hold: string;
  readonly unhold: string;
  readonly keypad: string;
  readonly keyOf: (key: string) => string;
  readonly transfer: string;
  readonly transferTo: string;
  readonly disposition: string;
  readonly notes: string;
  readonly finish: string;
  readonly openCall: RegExp;
  readonly listen: RegExp;
  readonly stopListening: RegExp;
  readonly play: RegExp;
  readonly pause: RegExp;
  readonly yes: string;
  readonly fullPoints: string;
  readonly comment: string;
  readonly correct: string;
  readonly save: string;
  readonly publish: string;
  readonly published: string;
  readonly quality: string;
  readonly dispute: string;
  readonly disputeText: string;
  readonly send: string;
  readonly disputed: string;
}

export const EN: Words = {
  locale: 'en-US',
  startCall: 'Start the call',
  state: /^State:/,
  becomeReady: 'Ready for calls',
  ready: /^State: Ready/,
  answer: /^Answer/,
  hangUp: 'Hang up',
  mute: 'Mute',
  unmute: 'Unmute',
  hold: 'Hold',
  unhold: 'Back to the call',
  keypad: 'Keys',
  keyOf: (key) => `Key ${key}`,
  transfer: 'Transfer',
  transferTo: 'Transfer to …',
  disposition: 'Disposition',
  notes: 'Notes',
  finish: 'Finish',
  openCall: /^Open the call of Visitor /,
  listen: /^Listen to/,
  stopListening: /^Stop listening/,
  play: /^Play(?! from)/,
  pause: /^Pause/,
  yes: 'Yes',
  fullPoints: '4 points',
  comment: 'Comment',
  correct: 'Correct',
  save: 'Save',
  publish: 'Publish to agent',
  published: 'Published',
  quality: 'Quality',
  dispute: 'Dispute',
  disputeText: 'Say why you do not agree',
  send: 'Send',
  disputed: 'Disputed',
};

export const ZH: Words = {
  locale: 'zh-CN',
  startCall: '开始通话',
  state: /^状态/,
  becomeReady: '就绪，可以接听',
  ready: /^状态: 就绪/,
  answer: /^接听/,
  hangUp: '挂断',
  mute: '静音',
  unmute: '取消静音',
  hold: '保持',
  unhold: '恢复通话',
  keypad: '按键',
  keyOf: (key) => `按键 ${key}`,
  transfer: '转接',
  transferTo: '转接到…',
  disposition: '处理结果',
  notes: '备注',
  finish: '完成',
  openCall: /^打开 访客 \S+ 的通话/,
  listen: /^监听/,
  stopListening: /^停止监听/,
  play: /^播放/,
  pause: /^暂停/,
  yes: '是',
  fullPoints: '4 分',
  comment: '评语',
  correct: '更正',
  save: '保存',
  publish: '发布给坐席',
  published: '已发布',
  quality: '质检',
  dispute: '提出异议',
  disputeText: '说明您为什么不同意',
  send: '提交',
  disputed: '有异议',
};
