/** RFC 6266: a plain name for old programs, and the whole one (RFC 8187). */
export function attachmentHeader(name: string, kind: 'attachment' | 'inline'): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
