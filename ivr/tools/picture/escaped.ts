const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for XML; control characters, which XML 1.0 has not, are left out. */
export const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu, '').replaceAll(/[&<>"']/gu, (sign) => SIGNS[sign] ?? sign);
