/**
 * A page waits for its styles, and each further request delays its first picture: files of `static/` are sent as one sheet.
 * @param files their names without ending, in the order of the cascade
 */
export async function sheetResponse(files: readonly string[]): Promise<Response> {
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(`static/${file}.css`)));
  return new Response(texts.join("\n"), { headers: { "content-type": "text/css; charset=utf-8" } });
}
