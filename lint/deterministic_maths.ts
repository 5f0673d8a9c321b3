/**
 * Keeps engine-defined results out of every trained number. ECMAScript leaves `Math.exp`, `Math.sin`, `**` and their like
 * to the engine ("implementation-approximated"), so two versions of V8 may differ in the last bit; clocks and random
 * sources differ by design. In the rooms that compute what is hashed, the rule lets through only the `Math` functions
 * whose result the specification or IEEE 754 fixes.
 *
 * The plugin interface has no scopes, so the rule goes by name: a global may be used in `Global.allowedMember` and in no
 * other way, which also catches aliases, destructuring and computed access. A local variable of the same name is caught
 * too: give it another name.
 */
/// <reference lib="deno.unstable" />
import { projectPath } from "./project_path.ts";

const ROOMS = /^src\/(kernels|nn|data|experiments)\//;
/** AssemblyScript, which compiles its own `Math` to WebAssembly. */
const COMPILED = /^src\/kernels\/assembly\//;

const NONDETERMINISTIC = [
  "Math",
  "Date",
  "performance",
  "Temporal",
  "crypto",
  "globalThis",
  "self",
];

/** Says whether `global.member` gives the same bits on every engine. */
const ALLOWED: Readonly<Record<string, (member: string) => boolean>> = {
  Math: (member) =>
    /^(abs|min|max|floor|ceil|round|trunc|fround|imul|clz32|sign|sqrt|[A-Z][A-Z0-9_]*)$/.test(
      member,
    ),
  crypto: (member) => member === "subtle",
  globalThis: (member) => !NONDETERMINISTIC.includes(member),
  self: (member) => !NONDETERMINISTIC.includes(member),
  Date: () => false,
  performance: () => false,
  Temporal: () => false,
};

const HINTS: Readonly<Record<string, string>> = {
  Math: "Use + − × ÷, Math.sqrt or a kernel; alias no part of Math",
  crypto: "Draw random numbers from a RandomStream",
};

/** Modules of Node that hold clocks and random sources, with the names that may be imported. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  "node:crypto": ["createHash"],
  "node:perf_hooks": [],
};

function isSame(a: Deno.lint.Node | null | undefined, b: Deno.lint.Node): boolean {
  return a !== null && a !== undefined && a.type === b.type && a.range[0] === b.range[0] &&
    a.range[1] === b.range[1];
}

/** A name that refers to no variable: `x.Date`, `{ Date: 1 }`, the type `Date`. */
function isMereName(node: Deno.lint.Identifier): boolean {
  const parent = node.parent;
  switch (parent.type) {
    case "MemberExpression":
      return !parent.computed && isSame(parent.property, node);
    case "Property":
      return !parent.computed && !parent.shorthand && isSame(parent.key, node);
    case "PropertyDefinition":
    case "MethodDefinition":
      return !parent.computed && isSame(parent.key, node);
    case "TSPropertySignature":
    case "TSMethodSignature":
      return !parent.computed && isSame(parent.key, node);
    case "TSTypeReference":
      return true;
    default:
      return false;
  }
}

function isAllowedUse(node: Deno.lint.Identifier): boolean {
  const parent = node.parent;
  return parent.type === "MemberExpression" && isSame(parent.object, node) && !parent.computed &&
    parent.property.type === "Identifier" && ALLOWED[node.name]!(parent.property.name);
}

/** Reports engine-defined functions, clocks and random sources in the rooms that compute hashed numbers. */
export const deterministicMaths: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (!ROOMS.test(path) || COMPILED.test(path)) return {};
    const reported = new Set<number>();

    function report(node: Deno.lint.Node, what: string, hint?: string): void {
      // A shorthand property visits one identifier twice.
      if (reported.has(node.range[0])) return;
      reported.add(node.range[0]);
      context.report({
        node,
        message:
          `${what} may differ between engines or runs, and this room computes hashed numbers`,
        hint: hint ?? "Pass clocks in from outside",
      });
    }

    return {
      Identifier(node) {
        if (!Object.hasOwn(ALLOWED, node.name) || isMereName(node) || isAllowedUse(node)) return;
        const parent = node.parent;
        const use = parent.type === "MemberExpression" ? parent : node;
        report(use, context.sourceCode.getText(use), HINTS[node.name]);
      },
      BinaryExpression(node) {
        if (node.operator === "**") report(node, "The operator **", "Multiply instead");
      },
      AssignmentExpression(node) {
        if (node.operator === "**=") report(node, "The operator **=", "Multiply instead");
      },
      ImportDeclaration(node) {
        const names = MODULES[node.source.value];
        if (names === undefined) return;
        for (const specifier of node.specifiers) {
          const imported = specifier.type === "ImportSpecifier" &&
              specifier.imported.type === "Identifier"
            ? specifier.imported.name
            : "*";
          if (!names.includes(imported)) report(specifier, `${imported} of ${node.source.value}`);
        }
      },
    };
  },
};
