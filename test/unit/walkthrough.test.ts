import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";

interface Step {
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const repository = join(import.meta.dirname, "../..");

async function read(path: string): Promise<string> {
  return readFile(join(repository, path), "utf8");
}

async function stepsAndTexts() {
  const manifest = JSON.parse(await read("package.json")) as Manifest;
  const texts = JSON.parse(await read("package.nls.json")) as Record<string, string>;
  const { walkthroughs, commands } = manifest.contributes;
  const ids = new Set(commands.map(({ command }) => command));
  return { steps: walkthroughs.flatMap(({ steps }) => steps), texts, ids };
}

function textOf(key: string, texts: Readonly<Record<string, string>>): string {
  return texts[key.slice(1, -1)] ?? "";
}

describe("the walkthrough", () => {
  it("leads only to commands that are there, and is done by doing them", async () => {
    const { steps, texts, ids } = await stepsAndTexts();
    assert.equal(steps.length, 4);
    for (const { description, media, completionEvents } of steps) {
      const text = textOf(description, texts);
      const linked = [...text.matchAll(/\(command:([\w.]+)\)/gu)].map(([, id = ""]) => id);
      assert.equal(linked.length, 1, text);
      assert.ok(completionEvents.includes(`onCommand:${linked[0]}`));
      for (const event of completionEvents) {
        assert.ok(ids.has(event.replace("onCommand:", "")), event);
      }
      assert.notEqual(textOf(media.altText, texts), "");
    }
  });

  it("has pictures in the theme’s colours, small and without anything that runs or loads", async () => {
    const { steps } = await stepsAndTexts();
    const named = steps.map(({ media }) => media.svg);
    const files = await readdir(join(repository, "media/walkthrough"));
    assert.deepEqual(named.toSorted(), files.map((file) => `media/walkthrough/${file}`).toSorted());
    for (const path of named) {
      const svg = await read(path);
      assert.doesNotMatch(svg, /<(?:script|image|style|foreignObject|use)|href|url\(|\bon\w+=/iu);
      for (const [, color = ""] of svg.matchAll(/(?:fill|stroke)="([^"]*)"/gu)) {
        assert.match(color, /^(?:none$|var\(--vscode-)/u, path);
      }
      assert.ok(svg.length < 8000);
    }
  });
});
