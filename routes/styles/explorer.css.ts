import { define } from "../../src/web/define.ts";
import { sheetResponse } from "../../src/web/style_sheet.ts";

const FILES = ["explorer", "explorer_lanes"];

export const handler = define.handlers({ GET: () => sheetResponse(FILES) });
