/** Text as GB18030 bytes, two-byte and four-byte forms, by inverting the built-in decoder. For fixtures only. */
let table: Map<string, number[]> | null = null;

function twoBytes(): Map<string, number[]> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const unit = decoder.decode(Uint8Array.of(lead, trail));
      if (unit.length === 1 && unit !== '\ufffd' && !table.has(unit)) table.set(unit, [lead, trail]);
    }
  }
  return table;
}

export function encodeGb18030(text: string): Uint8Array {
  const known = twoBytes();
  const bytes: number[] = [];
  for (const unit of text) {
    const code = unit.codePointAt(0) as number;
    const pair = known.get(unit);
    if (code < 0x80) bytes.push(code);
    else if (pair) bytes.push(...pair);
    else bytes.push(...fourBytes(unit));
  }
  return Uint8Array.from(bytes);
}

/** Four-byte form by trying the linear ranges; slow, for the few characters outside the two-byte area. */
function fourBytes(unit: string): number[] {
  const decoder = new TextDecoder('gb18030');
  for (const [first, last] of [
    [0x81, 0x84],
    [0x90, 0x99],
  ] as const) {
    for (let a = first; a <= last; a++)
      for (let b = 0x30; b <= 0x39; b++)
        for (let c = 0x81; c <= 0xfe; c++)
          for (let d = 0x30; d <= 0x39; d++) if (decoder.decode(Uint8Array.of(a, b, c, d)) === unit) return [a, b, c, d];
  }
  throw new Error(`no GB18030 form for ${unit}`);
}
