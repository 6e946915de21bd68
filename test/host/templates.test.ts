import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { Templates } from "../../src/host/templates/templates.ts";
import { workspacePrompts, type TemplateList } from "../../src/host/templates/workspacePrompts.ts";

/** Reads the prompts of a workspace folder that holds these files. */
async function promptsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  prepare?: (prompts: string) => Promise<void>,
): Promise<TemplateList> {
  const folder = await mkdtemp(join(tmpdir(), "tibet-chat-"));
  try {
    const prompts = join(folder, ".tibet-chat", "prompts");
    await mkdir(prompts, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(prompts, name), content);
    }
    await prepare?.(prompts);
    return await workspacePrompts(vscode.Uri.file(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("prompts of a workspace folder", () => {
  it("are read in the order of their names, other files are left alone", async () => {
    const { templates, problems } = await promptsOf({
      "b.md": "---\ntitle: Second\ntemperature: 0.1\n---\nText of b",
      "a.md": "\uFEFFText of a\r\n",
      "ཞུ་དག.MD": "ཞུ་དག",
      "notes.txt": "no prompt",
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      templates.map(({ name, title, text, source }) => [name, title, text, source]),
      [
        ["a", "a", "Text of a", "workspace"],
        ["b", "Second", "Text of b", "workspace"],
        ["ཞུ་དག", "ཞུ་དག", "ཞུ་དག", "workspace"],
      ],
    );
    assert.deepEqual(templates[1]?.parameters, { temperature: 0.1 });
  });

  it("are none where there is no such folder", async () => {
    const folder = vscode.Uri.file(join(tmpdir(), crypto.randomUUID()));
    assert.deepEqual(await workspacePrompts(folder), { templates: [], problems: [] });
  });

  it("that cannot be used are told, the others work on", async () => {
    const { templates, problems } = await promptsOf({
      "empty.md": "---\ntitle: x\n---\n",
      "gbk.md": new Uint8Array([0xc8, 0xcb]),
      "good.md": "Text",
      "hot.md": "---\ntemperature: 9\n---\nText",
      "large.md": "a".repeat(100_001),
      "yaml.md": "---\na: [\n---\nText",
    });
    assert.deepEqual(
      templates.map(({ name }) => name),
      ["good"],
    );
    assert.deepEqual(problems, [
      "“.tibet-chat/prompts/empty.md” has no text.",
      "“.tibet-chat/prompts/gbk.md” is not UTF-8 text.",
      "“.tibet-chat/prompts/hot.md” needs a number from 0 to 2 for temperature.",
      "“.tibet-chat/prompts/large.md” is not read: it has more than 100 kB.",
      "“.tibet-chat/prompts/yaml.md” has a front matter that is no YAML (line 2).",
    ]);
  });

  it("are not followed out of their folder", async () => {
    const { templates, problems } = await promptsOf({}, async (prompts) => {
      await mkdir(join(prompts, "folder.md"));
      const secret = join(prompts, "secret");
      await writeFile(secret, "secret");
      // Windows lets only some people make links.
      await symlink(secret, join(prompts, "link.md")).catch(() => undefined);
    });
    assert.deepEqual(templates, []);
    assert.ok(problems.length > 0);
    for (const problem of problems) assert.match(problem, /is not read: it is a link or a folder/u);
  });

  it("are at most 200", async () => {
    const names = Array.from({ length: 203 }, (_, index) => `p${index}.md`);
    const files = Object.fromEntries(names.map((name) => [name, "Text"]));
    const { templates, problems } = await promptsOf(files);
    assert.equal(templates.length, 200);
    assert.deepEqual(problems, [".tibet-chat/prompts has 203 files; only the first 200 are read."]);
  });
});

describe("templates", () => {
  const section = () => vscode.workspace.getConfiguration("tibetChat");
  const set = (name: string, value: unknown) =>
    section().update(name, value, vscode.ConfigurationTarget.Global);
  let templates: Templates;

  beforeEach(() => {
    templates = new Templates();
  });
  afterEach(async () => {
    templates.dispose();
    await set("prompts", undefined);
    await set("language", undefined);
  });

  it("are the built-in ones and the person's own, which go over them", async () => {
    const before = await templates.list();
    assert.deepEqual(before.problems, []);
    assert.ok(before.templates.some(({ id }) => id === "builtIn:translate"));
    const changed = new Promise<void>((resolve) => templates.onDidChange(resolve));
    await set("prompts", {
      translate: "Into Latin, please.",
      verse: { text: "Into verse.", title: "Verse", model: "tibet", thinking: false },
      hot: { text: "x", temperature: 3 },
      "a/b": "x",
      number: 1,
    });
    await changed;
    const after = await templates.list();
    assert.equal(after.templates.length, before.templates.length + 1);
    assert.equal(after.templates[0]?.id, "settings:translate");
    assert.equal(after.templates[0].text, "Into Latin, please.");
    const verse = after.templates.find(({ name }) => name === "verse");
    assert.deepEqual([verse?.model, verse?.parameters], ["tibet", { thinking: false }]);
    assert.equal(after.problems.length, 3);
    assert.match(after.problems[0] ?? "", /^The prompt “hot” of the settings needs a number/u);
  });

  it("are read once until something changes", async () => {
    assert.equal(await templates.list(), await templates.list());
  });

  it("speak the language of the setting, else VS Code's own", async () => {
    assert.match(templates.language(), /English/u);
    await set("language", " བོད་ཡིག ");
    assert.equal(templates.language(), "བོད་ཡིག");
  });
});
