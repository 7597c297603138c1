/** CJK Radicals Supplement as printed by fonts that reuse glyphs; Unicode gives these no compatibility mapping, readers see the plain character. */
const PAIRS =
  '⺁厂⺄乙⺇几⺈刀⺎兀⺑尢⺒巳⺓幺⺕彐⺗心⺛旡⺜日⺝月⺟母⺠民⺢水⺤爪⺧牛⺩王⺪疋⺫目⺬示⺮竹⺳网⺶羊⺷羊⺸羊⺹老⺺聿⺼月⺽臼⻁虎⻃西⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻐金⻑長⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻱龟⻳龟';
const PLAIN = new Map<string, string>();
for (let i = 0; i + 1 < PAIRS.length; i += 2) PLAIN.set(PAIRS[i] as string, PAIRS[i + 1] as string);

/** Kangxi radicals, radical supplements and compatibility ideographs as the characters they stand for; lengths stay equal. */
export function plainIdeographs(text: string): string {
  return text.replace(/[\u2e80-\u2fd5\uf900-\ufaff]/g, (unit) => {
    const plain = PLAIN.get(unit) ?? unit.normalize('NFKC');
    return plain.length === 1 ? plain : unit;
  });
}
