/// <reference lib="deno.unstable" />
/**
 * Finds routes, islands and static files, bundles the islands with Deno's bundler (esbuild), and hands all of it to an app:
 * in this process, or through `_fresh/server.js`, whose default export answers requests in a later one.
 */
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type App, setSnapshot } from "./app.ts";
import { sha256Hex } from "./digest.ts";
import type { RouteModule, Snapshot } from "./snapshot.ts";

const CLIENT = new URL("./client.ts", import.meta.url);
const APP_MODULE = new URL("./app.ts", import.meta.url);

/** What is built, as the builder finds it. */
interface Found {
  readonly routes: readonly string[];
  readonly islands: readonly string[];
  readonly files: readonly string[];
}

/** Scripts by path within the project, and the path of their folder on the site. */
interface Bundle {
  readonly folder: string;
  readonly scripts: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Builds a site. */
export class Builder<State = unknown> {
  readonly #root: URL;

  /**
   * A builder of the project in a folder.
   * @param options `root`: that folder; the current one unless given
   */
  constructor(options: { readonly root?: string } = {}) {
    this.#root = pathToFileURL(`${options.root ?? Deno.cwd()}/`);
  }

  /**
   * Builds for production. The function returned hands the result to an app of this process.
   * @param options `snapshot`: `memory` writes nothing; `disk`, the default, writes `_fresh/`
   */
  async build(
    options: { readonly snapshot?: "disk" | "memory" } = {},
  ): Promise<(app: App<State>) => void> {
    const found = await this.#find();
    const bundle = await this.#bundle(found.islands, true);
    if (options.snapshot !== "memory") await this.#write(found, bundle);
    const snapshot = await this.#snapshot(found, bundle);
    return (app) => setSnapshot(app, snapshot);
  }

  /** Builds for development and serves on 127.0.0.1 until the process ends. */
  async listen(
    importApp: () => Promise<{ readonly app: App<State> }>,
    options: { readonly port?: number } = {},
  ): Promise<void> {
    const found = await this.#find();
    const snapshot = await this.#snapshot(found, await this.#bundle(found.islands, false));
    const { app } = await importApp();
    setSnapshot(app, snapshot);
    await Deno.serve({ hostname: "127.0.0.1", port: options.port ?? 8000 }, app.handler()).finished;
  }

  async #find(): Promise<Found> {
    return {
      routes: await this.#walk("routes", /\.tsx?$/),
      islands: await this.#walk("islands", /\.tsx$/),
      files: await this.#walk("static", /./),
    };
  }

  /** Paths within a folder, sorted. */
  async #walk(folder: string, wanted: RegExp): Promise<string[]> {
    const paths: string[] = [];
    const pending = [""];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for await (
        const { name, isDirectory } of Deno.readDir(new URL(`${folder}/${at}`, this.#root))
      ) {
        if (isDirectory) pending.push(`${at}${name}/`);
        else if (wanted.test(name)) paths.push(`${at}${name}`);
      }
    }
    return paths.sort();
  }

  async #bundle(islands: readonly string[], minify: boolean): Promise<Bundle> {
    const outputs = fileURLToPath(new URL("_fresh/", this.#root));
    const { success, errors, outputFiles = [] } = await Deno.bundle({
      entrypoints: [CLIENT, ...islands.map((path) => new URL(`islands/${path}`, this.#root))]
        .map((url) => fileURLToPath(url)),
      outputDir: outputs,
      platform: "browser",
      format: "esm",
      codeSplitting: true,
      minify,
      write: false,
    });
    if (!success) {
      throw new Error(`Cannot bundle the islands: ${errors.map(({ text }) => text).join("; ")}`);
    }
    // esbuild names scripts by their place below the folder that all entries share, which is the project's root.
    const scripts = new Map(
      outputFiles.map(({ path, contents }) =>
        [posix(relative(outputs, path)), Uint8Array.from(contents!)] as const
      ).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    const hashes = await Promise.all([...scripts.values()].map(sha256Hex));
    const id = await sha256Hex(new TextEncoder().encode(hashes.join()));
    return { folder: `/_fresh/js/${id.slice(0, 12)}/`, scripts };
  }

  async #snapshot({ routes, islands, files }: Found, bundle: Bundle): Promise<Snapshot> {
    const load = <Module>(path: string): Promise<Module> => import(new URL(path, this.#root).href);
    const entries = <Value>(
      paths: readonly string[],
      of: (path: string) => Promise<[string, Value]>,
    ) => Promise.all(paths.map(of)).then((all) => Object.fromEntries(all));
    return {
      routes: await entries(
        routes,
        async (path) => [nameOf(path), await load<RouteModule>(`routes/${path}`)],
      ),
      islands: await entries(islands, async (path) => [
        `${bundle.folder}islands/${nameOf(path)}.js`,
        await load<{ default?: unknown }>(`islands/${path}`),
      ]),
      client: bundle.folder + this.#clientScript(),
      files: Object.fromEntries([
        ...files.map((path) => [`/${path}`, new URL(`static/${path}`, this.#root)]),
        ...[...bundle.scripts].map(([path, bytes]) => [bundle.folder + path, bytes]),
      ]),
    };
  }

  /** The client's script by path below the project's root. */
  #clientScript(): string {
    return posix(relative(fileURLToPath(this.#root), fileURLToPath(CLIENT))).replace(/ts$/, "js");
  }

  /** Writes the scripts and a module that puts the snapshot together again; no path in it leads out of the project. */
  async #write({ routes, islands, files }: Found, { folder, scripts }: Bundle): Promise<void> {
    const out = new URL("_fresh/", this.#root);
    await Deno.remove(out, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    for (const [path, bytes] of scripts) {
      const file = new URL(`client/${path}`, out);
      await Deno.mkdir(new URL("./", file), { recursive: true });
      await Deno.writeFile(file, bytes);
    }
    const modules = [
      ...routes.map((path, i) => ({ name: `r${i}`, key: nameOf(path), from: `../routes/${path}` })),
      ...islands.map((path, i) => ({
        name: `i${i}`,
        key: `${folder}islands/${nameOf(path)}.js`,
        from: `../islands/${path}`,
      })),
    ];
    const table = (letter: string): string[] =>
      modules.filter(({ name }) => name.startsWith(letter))
        .map(({ key, name }) => `    ${JSON.stringify(key)}: ${name},`);
    const served = [
      ...files.map((path) => [`/${path}`, `../static/${path}`]),
      ...[...scripts.keys()].map((path) => [folder + path, `./client/${path}`]),
    ];
    const app = posix(relative(fileURLToPath(out), fileURLToPath(APP_MODULE)));
    await Deno.writeTextFile(new URL(".gitignore", out), "*\n");
    await Deno.writeTextFile(
      new URL("server.js", out),
      [
        `import { setSnapshot } from ${JSON.stringify(app)};`,
        'import { app } from "../main.ts";',
        ...modules.map(({ name, from }) => `import * as ${name} from ${JSON.stringify(from)};`),
        "const file = (path) => new URL(path, import.meta.url);",
        "setSnapshot(app, {",
        "  routes: {",
        ...table("r"),
        "  },",
        "  islands: {",
        ...table("i"),
        "  },",
        `  client: ${JSON.stringify(folder + this.#clientScript())},`,
        "  files: {",
        ...served.map(([path, from]) =>
          `    ${JSON.stringify(path)}: file(${JSON.stringify(from)}),`
        ),
        "  },",
        "});",
        "export default { fetch: app.handler() };",
        "",
      ].join("\n"),
    );
  }
}

/** A path with slashes between folders. */
function posix(path: string): string {
  return path.replaceAll("\\", "/");
}

/** A module's name: its path without the extension. */
function nameOf(path: string): string {
  return path.replace(/\.tsx?$/, "");
}
