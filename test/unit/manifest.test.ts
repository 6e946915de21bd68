import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { builtInTemplates } from "../../src/core/prompt/builtInTemplates.ts";
import { replyTargets } from "../../src/core/prompt/promptTemplate.ts";
import { commands } from "../../src/host/contributions.ts";

interface Manifest {
  readonly capabilities: Readonly<
    Record<string, { readonly supported: unknown; readonly description: string }>
  >;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac: string;
      readonly when: string;
    }[];
    readonly configuration: {
      readonly properties: {
        readonly "tibetChat.prompts": {
          readonly additionalProperties: {
            readonly anyOf: readonly {
              readonly properties?: { readonly target: { readonly enum: readonly string[] } };
            }[];
          };
        };
      };
    };
  };
}

/** The manifest with its English texts. */
async function whole(): Promise<Manifest> {
  const [manifest = "", texts = ""] = await Promise.all(
    ["package.json", "package.nls.json"].map((name) =>
      readFile(join(import.meta.dirname, "../..", name), "utf8"),
    ),
  );
  const byKey = JSON.parse(texts) as Readonly<Record<string, string>>;
  const named = manifest.replace(/"%([^%"]+)%"/gu, (_, key: string) => JSON.stringify(byKey[key]));
  return JSON.parse(named) as Manifest;
}

async function manifest(): Promise<Manifest["contributes"]> {
  return (await whole()).contributes;
}

describe("the manifest", () => {
  it("has a command for each built-in template, and menus name no command that is not there", async () => {
    const { commands: contributed, menus, keybindings } = await manifest();
    const ids = new Set(contributed.map(({ command }) => command));
    for (const { name } of builtInTemplates) assert.ok(ids.has(`tibetChat.${name}`), name);
    for (const id of Object.values(commands)) {
      assert.equal(ids.has(id), id !== commands.askAboutProblem, id);
    }
    for (const { command } of [...Object.values(menus).flat(), ...keybindings]) {
      if (command !== undefined) assert.ok(ids.has(command), command);
    }
  });

  it("knows all targets that a template may have", async () => {
    const { configuration } = await manifest();
    const forms = configuration.properties["tibetChat.prompts"].additionalProperties.anyOf;
    assert.deepEqual(
      forms.flatMap(({ properties }) => properties?.target.enum ?? []),
      replyTargets,
    );
  });

  /** Settings of a folder need no list: all of ours have the scope of the application. */
  it("says what a folder without trust or without a disk goes without", async () => {
    const { untrustedWorkspaces, virtualWorkspaces } = (await whole()).capabilities;
    assert.equal(untrustedWorkspaces?.supported, "limited");
    assert.match(untrustedWorkspaces.description, /\.tibet-chat\/prompts/u);
    assert.equal(virtualWorkspaces?.supported, "limited");
    assert.match(virtualWorkspaces.description, /Git/u);
  });

  /**
   * Free in VS Code's default keybindings on the three systems. Both keys have a modifier: an input
   * method takes letters alone for itself, and with Ctrl+Alt some layouts write.
   */
  it("has keys for the three main ways to ask that nobody else has", async () => {
    const { keybindings } = await manifest();
    const own = new Set<string>(["askTibetAboutSelection", "runTemplate", "focusComposer"]);
    assert.deepEqual(
      keybindings
        .map(({ command, key, mac }) => [command.replace("tibetChat.", ""), key, mac] as const)
        .filter(([command]) => own.has(command)),
      [
        ["askTibetAboutSelection", "ctrl+k ctrl+g", "cmd+k cmd+g"],
        ["runTemplate", "ctrl+k ctrl+y", "cmd+k cmd+y"],
        ["focusComposer", "ctrl+k ctrl+v", "cmd+k cmd+v"],
      ],
    );
  });
});
