/// <reference lib="deno.unstable" />
/**
 * Keeps the rooms of the house apart: data flows from left to right, and a room imports only from rooms to its left.
 *
 *     core → kernels → nn → onnx ┐
 *     core → data, core → theory ┴→ experiments → pipeline → report → archive → web → tasks
 *     kernels, nn, data → explorer → web
 *
 * `src/compat/` holds stand-ins for packages and is imported by their names alone. Tests may import anything.
 */
import { posix } from "node:path";
import { projectPath } from "./project_path.ts";

const MODELS = ["core", "kernels", "nn", "onnx"];
const LINE = [
  ...MODELS,
  "data",
  "theory",
  "experiments",
  "pipeline",
  "report",
  "reproduction",
  "bench",
  "archive",
  "explorer",
  "web",
  "tasks",
];

/** What each room may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(LINE.map((room, i) => [room, LINE.slice(0, i)])),
  data: ["core"],
  theory: ["core"],
  // It runs in visitors' browsers.
  explorer: ["core", "kernels", "nn", "data"],
  compat: [],
};

/** The room of a path from the project's root, or `undefined` when it lies outside the house. */
function roomOf(path: string): string | undefined {
  const [top, ...rest] = path.split("/");
  if (top === "src") return rest.length > 1 ? rest[0] : "src";
  if (top === "routes" || top === "islands" || top === "components") return "web";
  return top === "tasks" ? "tasks" : undefined;
}

/** Reports imports that run against the order of the rooms, and files of `src/` in no known room. */
export const rooms: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    const room = roomOf(path);
    if (room === undefined) return {};
    const allowed = MAY_IMPORT[room];

    function check(node: Deno.lint.Node, specifier: unknown): void {
      if (typeof specifier !== "string" || !specifier.startsWith(".")) return;
      const target = roomOf(posix.join(posix.dirname(path), specifier));
      if (target === undefined || target === room || allowed!.includes(target)) return;
      context.report({
        node,
        message: `Room ${room} may not import from room ${target}`,
        hint: target === "compat"
          ? "Import the package by its name; the import map leads to the stand-in"
          : `Room ${room} may import from: ${allowed!.join(", ") || "no room"}`,
      });
    }

    if (allowed === undefined) {
      return {
        Program(node) {
          context.report({
            node,
            message: `${path} lies in no known room`,
            hint: "See lint/rooms.ts",
          });
        },
      };
    }
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ImportExpression: (node) =>
        check(node, node.source.type === "Literal" ? node.source.value : undefined),
      // `new URL("../room/file.ts", import.meta.url)`, as workers are started
      "NewExpression[callee.name='URL']"(node: Deno.lint.NewExpression) {
        const [first] = node.arguments;
        check(node, first?.type === "Literal" ? first.value : undefined);
      },
    };
  },
};
