import { type ReportModel, reportSchema } from './schema.js';

/** The report as data, `planwatch.report/1`; the shape is `schemas/report.schema.json`. */
export const renderJson = (model: ReportModel): string => `${JSON.stringify(reportSchema.parse(model), null, 2)}\n`;
