/** Words round a table that belong to it. Shared by all formats whose tables come as grids. */

const CAPTION =
  /^(?:专栏|附?表|附件|附)\s*[0-9０-９一二三四五六七八九十]*(?:[-－—.][0-9]+)?[\s:：、]?|(?:主要|发展|规划|目标|预期|约束性)?指标(?:体系|目标|完成情况|一览)?表?(?:[（(].{1,20}[）)])?$|(?:情况|一览|目标|汇总|构成|速度|分解)表?(?:[（(]单位[：:].{1,20}[）)])?$|产量(?:及其增长速度)?$/;
const UNIT_LINE = /^[（(【]?\s*(?:计量)?单\s*位\s*[:：]\s*\S{1,20}$/;
const NOTE =
  /^(?:[（(]?\s*(?:注|备注|说明|注释|附注|资料来源|数据来源)\s*(?:[:：]|[0-9①-⑳])|[*＊※①-⑳]|带?[“"'‘]?[*＊※][”"'’]|[“"]?[[〔［【(（]\s*[\]〕］】)）][”"]?\s*(?:内|中|为|表示|里)|[[［〔]\s*\d{1,3}\s*[\]］〕])/;
const FOOTNOTE = /^[[［〔]\s*\d{1,3}\s*[\]］〕]/;
const PICTURED = /^(?:专栏|附?表)\s*[0-9０-９一二三四五六七八九十]*|(?:主要|约束性|预期性|发展|核心)(?:目标)?指标|指标(?:体系|表|一览)/;

/** In characters; a longer line is a sentence about a table, not its name. */
const MAX_CAPTION = 60;

/** `专栏2 “十四五”主要指标` names a table; `表明发展质量提升。` does not. */
export const isCaption = (text: string): boolean => text.length <= MAX_CAPTION && !/[。；，]$/.test(text) && CAPTION.test(text);

/** `单位：亿元、%` above a table. */
export const isUnitLine = (text: string): boolean => UNIT_LINE.test(text);

/** `注：[ ]内为五年累计数`, `*为年均增速` under a table. */
export const isTableNote = (text: string): boolean => NOTE.test(text);

/** `[3] 按不变价计算。` anywhere. */
export const isFootnote = (text: string): boolean => FOOTNOTE.test(text);

/** A heading that promises a table of indicators, behind which a picture is a table that cannot be read. */
export const promisesTable = (text: string): boolean => text.length <= MAX_CAPTION && !/[。；]$/.test(text) && PICTURED.test(text);
