/** RFC 3676 §4.3, and what programs make of it when they trim lines. */
const DASHES = /^(-- ?|—— ?|--\u00a0)$/;
/** What telephones and web mailers write below each mail. */
const PHONE = /^\s*(?:(?:sent|get|gesendet) (?:from|with|via|von) (?:my |meinem )?.{2,60}|get outlook for .{2,30}|发自我的.{1,40}|發自我的.{1,40}|来自我的.{1,40}|來自我的.{1,40}|从我的.{1,40}发送|從我的.{1,40}傳送|(?:发送自|发自|来自|寄自|傳送自|取自)\s?.{2,40}|获取\s?outlook.{0,40}|下载\s?outlook.{0,40}|该邮件从移动设备发送)\s*$/i;
/** The rule QQ mail and Foxmail draw above a signature. */
const RULE = /^\s*[-_—]{10,}\s*$/;
/** A signature has at most so many lines, and short ones. */
const MOST = { lines: 10, length: 80 } as const;

/** Lines without the signature at their end; one in the middle is no signature. */
export function cutSignature(lines: readonly string[]): readonly string[] {
  const at = lines.findLastIndex((line) => DASHES.test(line.trimEnd() === '--' ? '--' : line));
  if (at > 0 && lines.length - at <= MOST.lines + 5) return cutSignature(lines.slice(0, at));
  const last = lines.findLastIndex((line) => line.trim() !== '');
  if (last > 0 && PHONE.test(lines[last] ?? '')) return cutSignature(lines.slice(0, last));
  const rule = lines.findLastIndex((line) => RULE.test(line));
  if (rule > 0 && lines.length - rule <= MOST.lines && lines.slice(rule + 1).every((line) => line.length <= MOST.length)) return lines.slice(0, rule);
  return lines;
}
