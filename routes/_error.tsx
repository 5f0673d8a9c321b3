import { HttpError, page } from "fresh";
import { PageHead } from "../components/PageHead.tsx";
import { define } from "../src/web/define.ts";
import { SECURITY_HEADERS } from "../src/web/security_headers.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "This address cannot be read",
  404: "There is no such page",
  405: "This site only shows",
};

export const handler = define.handlers((context) => {
  const status = context.error instanceof HttpError ? context.error.status : 500;
  return page(undefined, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      "cache-control": "no-store",
      ...(status === 405 && { allow: "GET, HEAD" }),
    },
  });
});

export default define.page(({ error }) => {
  const status = error instanceof HttpError ? error.status : 500;
  const message = error instanceof HttpError ? error.message : "";
  return (
    <article class="prose">
      <PageHead
        title={TITLES[status] ?? "Something broke on our side"}
        kicker={`Error ${status}`}
      />
      <p>
        {message ||
          (status === 404
            ? "The address may be mistyped, or the page has gone with an older version of the results."
            : "The fault is in the program, not in what you did. It has been noted in the server’s own log.")}
      </p>
      <p>
        Start again from <a href="/">the overview</a>, or look through{" "}
        <a href="/experiments">the experiments</a>, <a href="/runs">the runs</a> and{" "}
        <a href="/claims">the claims</a>.
      </p>
    </article>
  );
});
