import { define } from "../../src/web/define.ts";
import { sheetResponse } from "../../src/web/style_sheet.ts";

/** The ground, what is read, what is looked at, what is handled. */
const FILES = ["base", "content", "figures", "tools"];

export const handler = define.handlers({ GET: () => sheetResponse(FILES) });
