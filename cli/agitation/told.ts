import type { AgitationAlert, AgitationCurve, TrainingReport } from '#agitation';
import type { Words } from '../words.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;
const BAR = 30;

/** What training found, for people. */
export function reportLines({ windows, agitated, people, heldOut, untrained }: TrainingReport, words: Words): string[] {
  const { auc, brier, brierOfRate, calibrationError, calibration, bounds } = heldOut;
  return [
    words(`${windows} windows of ${people} people, ${agitated} agitated`, `${people} 人共 ${windows} 个窗口，其中激动 ${agitated} 个`),
    '',
    words('On people that training did not hear:', '在训练未听过的人身上：'),
    words(`  AUC                ${auc.toFixed(3)}   (0.5 = guessing; untrained index on the same windows ${untrained.auc.toFixed(3)})`, `  AUC        ${auc.toFixed(3)}   （0.5 等于瞎猜；未训练指数在同样窗口上为 ${untrained.auc.toFixed(3)}）`),
    words(`  Brier score        ${brier.toFixed(3)}   (always saying the rate: ${brierOfRate.toFixed(3)})`, `  Brier 分数 ${brier.toFixed(3)}   （总是报基础比例：${brierOfRate.toFixed(3)}）`),
    words(`  calibration error  ${calibrationError.toFixed(3)}`, `  校准误差   ${calibrationError.toFixed(3)}`),
    ...calibration.filter(({ windows: count }) => count > 0).map(({ from, to, windows: count, said, seen }) => words(`    said ${from.toFixed(1)}–${to.toFixed(1)}: ${said.toFixed(2)} in the mean, seen ${seen.toFixed(2)}, ${count} windows`, `    预测 ${from.toFixed(1)}–${to.toFixed(1)}：平均 ${said.toFixed(2)}，实际 ${seen.toFixed(2)}，${count} 个窗口`)),
    words('  single windows, before the rules of persistence:', '  单个窗口（未经持续性规则）：'),
    ...bounds.map(({ bound, precision, recall, falseShare }) => words(`    from ${bound.toFixed(1)}: ${percent(recall)} found, ${percent(precision)} of what is called agitated is, ${percent(falseShare)} of calm windows are called so`, `    阈值 ${bound.toFixed(1)}：找到 ${percent(recall)}，报出的 ${percent(precision)} 属实，平静窗口误报 ${percent(falseShare)}`)),
    '',
    words('These figures hold for calls like these, spoken like these, and for what your people called agitated.', '以上数字只适用于同类通话、同类说话方式，以及标注者所认为的“激动”。'),
  ];
}

/** A curve, for people: one line a window. */
export function curveLines({ points, method }: AgitationCurve, alerts: readonly AgitationAlert[], words: Words): string[] {
  const names = { caller: words('caller', '客户'), agent: words('agent ', '坐席') };
  const told = points.map(({ speaker, from, to, prosody, value }) => {
    const bar = prosody === undefined ? words('(learning the usual voice)', '（正在学习平常的声音）') : '█'.repeat(Math.round(value * BAR)).padEnd(BAR, '·');
    const alert = alerts.find((each) => each.speaker === speaker && Math.abs(each.at - to) < 0.011);
    return `  ${names[speaker]} ${from.toFixed(1).padStart(7)}–${to.toFixed(1).padEnd(7)} ${value.toFixed(2)} ${bar}${alert ? ` ◀ ${words('alert', '告警')}` : ''}`;
  });
  return [words(`${points.length} windows, method ${method}; voice only, no words. Not validated: docs/agitation.md`, `${points.length} 个窗口，方法 ${method}；仅语音，不含用词。未经验证，见 docs/agitation.md`), ...told];
}
