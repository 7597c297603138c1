const CDATA = '<![CDATA[';

/** The text of CDATA sections in the open; what is not closed stays as it is. */
function openCdata(html: string): string {
  const out: string[] = [];
  let at = 0;
  for (let start = html.indexOf(CDATA); start >= 0; start = html.indexOf(CDATA, at)) {
    const end = html.indexOf(']]>', start);
    if (end < 0) break;
    out.push(html.slice(at, start), html.slice(start + CDATA.length, end));
    at = end + 3;
  }
  return out.join('') + html.slice(at);
}

/** List pages of Hanweb carry their entries in CDATA inside `<recordset>`, at times inside a script of XML; HTML would read both as nothing. */
export const unwrapRecords = (html: string): string =>
  /<recordset\b/i.test(html)
    ? openCdata(html)
        .replace(/<script[^>]{0,200}type=["'](?:text|application)\/xml["'][^>]{0,200}>/gi, '<div>')
        .replace(/<\/?(?:recordset|record|datastore|nextgroup|totalrecord|totalpage)\b[^>]{0,200}>/gi, ' ')
    : html;
