/** Labels of metadata tables and lists, without white space, brackets and colons, and what they stand for. */
export type Label = 'title' | 'issuer' | 'documentNumber' | 'indexNumber' | 'writtenOn' | 'publishedOn' | 'source' | 'other';

const LABELS: Readonly<Record<string, Label>> = {
  索引号: 'indexNumber',
  索取号: 'indexNumber',
  信息索引号: 'indexNumber',
  信息索引: 'indexNumber',
  索引编号: 'indexNumber',
  发文字号: 'documentNumber',
  文号: 'documentNumber',
  发文文号: 'documentNumber',
  公文文号: 'documentNumber',
  文件编号: 'documentNumber',
  文件字号: 'documentNumber',
  公文号: 'documentNumber',
  成文日期: 'writtenOn',
  成文时间: 'writtenOn',
  生成日期: 'writtenOn',
  生成时间: 'writtenOn',
  发文日期: 'writtenOn',
  发文时间: 'writtenOn',
  形成日期: 'writtenOn',
  制发日期: 'writtenOn',
  印发日期: 'writtenOn',
  公文时间: 'writtenOn',
  发布日期: 'publishedOn',
  发布时间: 'publishedOn',
  公开日期: 'publishedOn',
  公开时间: 'publishedOn',
  公布日期: 'publishedOn',
  发布于: 'publishedOn',
  发表时间: 'publishedOn',
  公布时间: 'publishedOn',
  时间: 'publishedOn',
  日期: 'publishedOn',
  发文机关: 'issuer',
  发文机构: 'issuer',
  发文单位: 'issuer',
  发布机构: 'issuer',
  发布单位: 'issuer',
  发布机关: 'issuer',
  公开机构: 'issuer',
  公开责任部门: 'issuer',
  制发机关: 'issuer',
  制文机关: 'issuer',
  公布机关: 'issuer',
  责任部门: 'issuer',
  信息来源: 'source',
  来源: 'source',
  文章来源: 'source',
  稿件来源: 'source',
  标题: 'title',
  名称: 'title',
  信息名称: 'title',
  公文名称: 'title',
  文件名称: 'title',
  主题分类: 'other',
  组配分类: 'other',
  体裁分类: 'other',
  服务对象: 'other',
  主题词: 'other',
  关键词: 'other',
  有效性: 'other',
  效力状态: 'other',
  有效期: 'other',
  实施日期: 'other',
  废止日期: 'other',
  公开方式: 'other',
  公开形式: 'other',
  公开类型: 'other',
  公开范围: 'other',
  公开程序: 'other',
  信息分类: 'other',
  分类: 'other',
  内容概述: 'other',
  访问量: 'other',
  浏览次数: 'other',
  点击数: 'other',
  阅读次数: 'other',
  字体: 'other',
  作者: 'other',
  时效: 'other',
  统一登记号: 'other',
  体裁: 'other',
  发文范围: 'other',
};

/** `[ 索 引 号 ]：` -> 索引号 */
const bareLabel = (text: string): string => text.replace(/[\s\u3000\u00a0[\]【】〔〕()（）:：|｜*]/g, '');

/** What a table cell or list term labels, null for anything else. */
export function labelOf(text: string): Label | null {
  return text.length > 24 ? null : (LABELS[bareLabel(text)] ?? null);
}

export type Pair = readonly [Label, string];

const spaced = (name: string) => [...name].join('[\\s\\u3000\\u00a0]{0,6}');
/** Longest first, so that 发布时间 is not read as 时间. */
const INLINE = new RegExp(
  `(?<![\\u4e00-\\u9fff])[[【]?[\\s\\u3000]*(${Object.keys(LABELS)
    .sort((a, b) => b.length - a.length)
    .map(spaced)
    .join('|')})[\\s\\u3000]*(?:[\\]】][\\s\\u3000]*[:：]?|[:：])`,
  'g',
);

/** `2012-02-01 10:00:00 来源：市政府办`: a byline whose date stands without a label. */
const BARE_DATE =
  /^((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:[|｜]\s*)?(?=(?:信息|稿件|文章)?来\s*源|作\s*者|字\s*[号体]|浏览|点击|阅读)/;

/** Labels and values printed in one line: `发布日期：2021-03-01 来源：某区政府办`. A value runs to the next label or a wide gap. */
export function pairsInLine(text: string): Pair[] {
  if (!/[:：\]】]/.test(text)) return [];
  const found = [...text.matchAll(INLINE)];
  const bare = BARE_DATE.exec(text)?.[1];
  const dated: Pair[] = bare ? [['publishedOn', bare]] : [];
  const labelled = found.map((match, i) => {
    const from = (match.index as number) + match[0].length;
    const to = found[i + 1]?.index ?? text.length;
    const value = text
      .slice(from, to)
      .trim()
      .split(/\s{3,}|[|｜]|\u3000{2,}/)[0] as string;
    return [LABELS[bareLabel(match[1] as string)] as Label, value.trim()] as const;
  });
  return [...dated, ...labelled];
}
