import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, it } from "mocha";

const root = join(import.meta.dirname, "../..");

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly "timeout-minutes": number;
        readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
        readonly steps: readonly Step[];
      }
    >
  >;
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly { readonly type: string; readonly id?: string }[];
}

async function yamlFiles<Content>(pattern: string): Promise<[string, Content][]> {
  const found: [string, Content][] = [];
  for await (const file of glob(pattern, { cwd: root })) {
    found.push([file, load(await readFile(join(root, file), "utf8")) as Content]);
  }
  assert.ok(found.length > 1, pattern);
  return found;
}

async function manifest(): Promise<{
  readonly engines: { readonly vscode: string };
  readonly scripts: Readonly<Record<string, string>>;
}> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Awaited<
    ReturnType<typeof manifest>
  >;
}

describe("the workflows", () => {
  it("test the oldest VS Code that the manifest allows, and the newest, on all systems", async () => {
    const { engines } = await manifest();
    const workflows = new Map(await yamlFiles<Workflow>(".github/workflows/*.yml"));
    const file = [...workflows.keys()].find((name) => name.endsWith("ci.yml")) ?? "";
    const matrix = workflows.get(file)?.jobs["desktop"]?.strategy?.matrix;
    assert.deepEqual(matrix?.["vscode"], [engines.vscode.replace("^", ""), "stable"]);
    assert.deepEqual(matrix["os"], ["ubuntu-latest", "macos-latest", "windows-latest"]);
  });

  it("may only read, end in time, and use nobody’s actions but GitHub’s own", async () => {
    for (const [name, { permissions, jobs }] of await yamlFiles<Workflow>(
      ".github/workflows/*.yml",
    )) {
      assert.deepEqual(permissions, { contents: "read" }, name);
      for (const job of Object.values(jobs)) {
        assert.ok(job["timeout-minutes"] <= 60, name);
        for (const { uses } of job.steps)
          if (uses !== undefined) assert.match(uses, /^actions\/[a-z-]+@v\d+$/u, name);
      }
    }
  });

  it("run only scripts that there are", async () => {
    const { scripts } = await manifest();
    const workflows = await yamlFiles<Workflow>(".github/workflows/*.yml");
    const steps = workflows.flatMap(([, { jobs }]) =>
      Object.values(jobs).flatMap((job) => job.steps),
    );
    const named = steps.flatMap(({ run = "" }) => [...run.matchAll(/npm run ([\w:]+)/gu)]);
    assert.ok(named.length > 1);
    for (const [, script = ""] of named) assert.ok(script in scripts, script);
  });
});

describe("the forms for issues", () => {
  it("have what GitHub wants of a form, and ask for no private text", async () => {
    const forms = await yamlFiles<Form>(".github/ISSUE_TEMPLATE/{bug,idea}.yml");
    for (const [file, { name, description, body }] of forms) {
      assert.ok(name !== "" && description !== "", file);
      const asking = body.filter(({ type }) => type !== "markdown");
      const ids = asking.map(({ id }) => id ?? "");
      assert.equal(new Set(ids).size, ids.length, file);
      for (const id of ids) assert.match(id, /^[a-z]+$/u, file);
      const types = new Set(["markdown", "textarea", "input", "dropdown", "checkboxes"]);
      for (const { type } of body) assert.ok(types.has(type), `${file}: ${type}`);
      assert.ok(ids.includes("private"), file);
    }
  });
});
