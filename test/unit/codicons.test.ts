import assert from "node:assert/strict";
import { glob, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { codicons, iconSheet } from "../../build/codicons.ts";
import { repository } from "../workbench/places.ts";

describe("the pages' icons", () => {
  let icons: string;
  let sources: readonly string[];
  before(async () => {
    icons = await iconSheet();
    const paths = await Array.fromAsync(glob("src/webview/**/*.ts", { cwd: repository }));
    sources = await Promise.all(paths.map((path) => readFile(join(repository, path), "utf8")));
  });

  it("are there where a page names them, and are icons", () => {
    const named = sources.flatMap((text) =>
      Array.from(
        text.matchAll(
          /\bcodicon-([a-z][\w-]*)|\bicon(?::|=) ?"([\w-]+)"|<vscode-icon name="([\w-]+)"/gu,
        ),
        ([, one, other, third]) => one ?? other ?? third ?? "",
      ),
    );
    assert.ok(named.length > 30);
    for (const name of new Set(named)) {
      if (name.startsWith("modifier-")) continue;
      assert.ok(icons.includes(`.codicon-${name}:before`), name);
    }
  });

  it("are never named in parts, which nobody would find", () => {
    for (const text of sources) assert.doesNotMatch(text, /codicon-[\w-]*[\w]-\$\{/u);
  });

  it("are few of all", async () => {
    const font = await stat(join(repository, codicons, "dist", "codicon.ttf"));
    const [, data = ""] = /url\("data:font\/woff2;base64,([^"]*)"\)/u.exec(icons) ?? [];
    assert.ok(data !== "" && data.length < font.size / 4);
    assert.ok(icons.length - data.length < 12_000);
    assert.equal(icons.match(/url\(/gu)?.length, 1);
  });
});
