/**
 * The crate against what its profiles require ("MUST") of the entities that it has:
 * RO-Crate 1.1 https://www.researchobject.org/ro-crate/specification/1.1/root-data-entity.html
 * Workflow RO-Crate 1.0 https://about.workflowhub.eu/Workflow-RO-Crate/
 * Process, Workflow and Provenance Run Crate 0.5 https://www.researchobject.org/workflow-run-crate/profiles/
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { croissantFile, METADATA, PLAN } from "../../src/archive/layout.ts";
import { textOf } from "../../src/archive/members.ts";
import { DATA, RunFolder } from "./run_fixture.ts";

type Entity = Record<string, unknown> & { "@id": string; "@type": string | string[] };

const run = new RunFolder();
Deno.test.afterAll(() => run[Symbol.asyncDispose]());
const members = await run.members();
const crate = JSON.parse(textOf(members.get(METADATA)!)) as Record<string, unknown>;
const graph = crate["@graph"] as Entity[];

function entity(id: string): Entity {
  const found = graph.filter((entity) => entity["@id"] === id);
  assertEquals(found.length, 1, id);
  return found[0]!;
}

function types(entity: Entity): string[] {
  return [entity["@type"]].flat();
}

function ofType(type: string): Entity[] {
  return graph.filter((entity) => types(entity).includes(type));
}

/** Identifiers that a property points at. */
function ids(value: unknown): string[] {
  return [value ?? []].flat().map((target) => (target as { "@id": string })["@id"]);
}

const root = entity("./"), main = entity(PLAN);

Deno.test("the crate is a flat graph with a metadata descriptor and a root that has what RO-Crate 1.1 requires", () => {
  assertEquals(Object.keys(crate).sort(), ["@context", "@graph"]);
  assert((crate["@context"] as string[]).includes("https://w3id.org/ro/crate/1.1/context"));
  const descriptor = entity(METADATA);
  assertEquals(types(descriptor), ["CreativeWork"]);
  assertEquals(ids(descriptor.about), ["./"]);
  assert(ids(descriptor.conformsTo).includes("https://w3id.org/ro/crate/1.1"));
  assertEquals(types(root), ["Dataset"]);
  assertMatch(root.datePublished as string, /^\d{4}-\d{2}-\d{2}$/);
  for (const property of ["name", "description"]) assert(root[property], property);
  for (const id of ids(root.license)) assert(entity(id).name);
});

Deno.test("every data entity is a part of the root, has a path or an absolute URI, and no folder is claimed", () => {
  const files = ofType("File").map((entity) => entity["@id"]).sort();
  assertEquals(ids(root.hasPart).sort(), files);
  assertEquals(ofType("Dataset"), [root]);
  for (const id of files) assert(members.has(id) || URL.canParse(id), id);
});

Deno.test("every pointer of the graph leads to an entity or to the web, and every entity has an identifier of its own", () => {
  const known = new Set(graph.map((entity) => entity["@id"]));
  assertEquals(known.size, graph.length);
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    const { "@id": id, ...rest } = value as Partial<Entity>;
    const isPointer = id !== undefined && Object.keys(rest).length === 0;
    if (isPointer) assert(known.has(id) || id.startsWith("http"), id);
    for (const item of Object.values(rest)) visit(item);
  };
  visit(graph);
});

Deno.test("the root conforms to the three run crates and to Workflow RO-Crate, each a creative work with its version", () => {
  const profiles = [
    "https://w3id.org/ro/wfrun/process/0.5",
    "https://w3id.org/ro/wfrun/provenance/0.5",
    "https://w3id.org/ro/wfrun/workflow/0.5",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
  ];
  assertEquals(ids(root.conformsTo).sort(), profiles);
  for (const id of profiles) {
    assertEquals(types(entity(id)), ["CreativeWork"]);
    assert(id.endsWith(entity(id).version as string));
  }
});

Deno.test("the main workflow has its types, its language, its tools and its steps", () => {
  assertEquals(ids(root.mainEntity), [PLAN]);
  assertEquals(types(main).sort(), [
    "ComputationalWorkflow",
    "File",
    "HowTo",
    "SoftwareSourceCode",
  ]);
  for (const id of ids(main.programmingLanguage)) {
    assertEquals(types(entity(id)), ["ComputerLanguage"]);
  }
  assertEquals(ids(main.programmingLanguage).length, 1);
  const tools = ids(main.hasPart);
  assert(tools.length > 0);
  for (const id of tools) assert(types(entity(id)).includes("SoftwareApplication"));
  for (const step of ofType("HowToStep")) {
    assert(ids(main.step).includes(step["@id"]));
    assert(ids(step.workExample).every((id) => tools.includes(id)));
    assertEquals(ids(step.workExample).length, 1);
  }
  assertEquals(ids(main.step).length, 2);
  assertEquals(ids(main.step).map((id) => Number(entity(id).position)), [0, 1]);
});

Deno.test("the workflow's inputs are formal parameters with a type, each with the data that stood for it", () => {
  const parameters = ofType("FormalParameter");
  assertEquals(ids(main.input).sort(), parameters.map((entity) => entity["@id"]).sort());
  assert(parameters.length > 0);
  for (const parameter of parameters) {
    assert(parameter.additionalType && parameter.name);
    const stoodFor = ofType("File").filter(({ exampleOfWork }) =>
      ids(exampleOfWork).includes(parameter["@id"])
    );
    assertEquals(stoodFor.map((entity) => entity["@id"]), ids(parameter.workExample));
  }
});

Deno.test("each action has its instrument; the workflow's run and the tools' are mentioned by the root", () => {
  const actions = ofType("CreateAction");
  const byMain = actions.filter(({ instrument }) => ids(instrument)[0] === PLAN);
  assertEquals(byMain.length, 1);
  assertEquals(actions.length, 3);
  for (const action of actions) {
    assert(ids(root.mentions).includes(action["@id"]));
    assertEquals(ids(action.instrument).length, 1);
    const instrument = types(entity(ids(action.instrument)[0]!));
    assert(instrument.includes("SoftwareApplication") || instrument.includes("SoftwareSourceCode"));
    assert(ids(action.result).length > 0 && action.name && action.agent);
    for (const id of [...ids(action.object), ...ids(action.result)]) entity(id);
  }
  const [second] = actions.filter(({ name }) => name === "A/two");
  const [first] = actions.filter(({ name }) => (name as string).includes("A/one"));
  assertEquals(
    ids(second!.object),
    ids(first!.result).filter((id) => !id.startsWith("models/")),
    "what a job needs is the result of the one before",
  );
});

Deno.test("control actions tie steps to executions, and the engine's action organises them", () => {
  const [organisation, ...more] = ofType("OrganizeAction");
  assertEquals(more, []);
  const controls = ofType("ControlAction");
  assertEquals(ids(organisation!.object).sort(), controls.map((action) => action["@id"]).sort());
  assertEquals(types(entity(ids(organisation!.instrument)[0]!)), ["SoftwareApplication"]);
  assertEquals(types(entity(ids(organisation!.result)[0]!)), ["CreateAction"]);
  assert(controls.length > 0);
  for (const control of controls) {
    assertEquals(types(entity(ids(control.instrument)[0]!)), ["HowToStep"]);
    assertEquals(types(entity(ids(control.object)[0]!)), ["CreateAction"]);
  }
});

Deno.test("a data set has what Croissant 1.1 requires of a data set and of its files, and the crate points at it", () => {
  const path = croissantFile(DATA);
  const description = JSON.parse(textOf(members.get(path)!)) as Record<string, unknown>;
  assertEquals(description["@type"], "sc:Dataset");
  assertEquals(description.conformsTo, "http://mlcommons.org/croissant/1.1");
  for (
    const property of [
      "@context",
      "name",
      "description",
      "license",
      "url",
      "creator",
      "datePublished",
    ]
  ) assert(description[property], property);
  for (const file of description.distribution as Record<string, string>[]) {
    for (const property of ["@id", "name", "contentUrl", "encodingFormat", "sha256"]) {
      assert(file[property], property);
    }
  }
  const data = ofType("File").filter(({ subjectOf }) => ids(subjectOf).includes(path));
  assertEquals(data.map(({ name }) => name), [DATA]);
});
