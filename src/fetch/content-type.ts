/** Media type and charset of a `Content-Type` (RFC 9110 §8.3); the value is often quoted wrongly, so it is read leniently. */
export function parseContentType(value: string | undefined): { mediaType: string | null; charset: string | null } {
  const type = value?.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
  const charset = /charset\s*=\s*["']?([\w:.-]+)/i.exec(value ?? '')?.[1]?.toLowerCase() ?? null;
  return { mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : null, charset };
}
