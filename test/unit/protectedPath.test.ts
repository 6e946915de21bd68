import assert from "node:assert/strict";
import fc from "fast-check";
import { steeredBy } from "../../src/core/workspace/protectedPath.ts";

const code = [
  "/a/.vscode/settings.json",
  "/a/.vscode/tasks.json",
  "/a/.vscode/launch.json",
  "/a/.vscode/extensions.json",
  "/a/.vscode/notes.md",
  "/a/deep/.vscode/mcp.json",
  "/a/team.code-workspace",
  "/a/.devcontainer/devcontainer.json",
  "/a/.devcontainer.json",
  "/home/me/.config/Code/User/settings.json",
  "/home/me/.config/Code/User/keybindings.json",
  "/home/me/.config/Code/User/profiles/1a2b/settings.json",
  "/home/me/.config/Code/User/snippets/go.json",
  "/User/settings.json",
  "/home/me/.vscode-server/data/Machine/settings.json",
  "/home/me/.local/share/code-server/User/settings.json",
  "/c:/Users/me/AppData/Roaming/Code - Insiders/User/mcp.json",
];
const git = [
  "/a/.git",
  "/a/.git/config",
  "/a/.git/hooks/pre-commit",
  "/a/sub/.git/hooks/x",
  "/a/.gitmodules",
  "/home/me/.gitconfig",
  "/home/me/.config/git/hooks/x",
];
const disguised = [
  "/a/.GIT/hooks/x",
  "/a/.VSCode/Settings.json",
  "/a/.vscode /settings.json",
  "/a/.vscode./settings.json",
  "/a/.vscode. ./tasks.json",
  "/a/.vscode::$INDEX_ALLOCATION/settings.json",
  "/a/.vscode:x/settings.json",
  "/a/team.code-workspace::$DATA",
  "/a/team.code-workspace.",
  "/a/one：two.code-workspace",
  "/a/one:two.code-workspace",
  "c:\\a\\.vscode\\settings.json",
  "/c:/a/.git/config",
  "/a/GIT~1/config",
  "/a/VSCODE~1/tasks.json",
  "/a/.g\u200Cit/config",
  "/a/.vs\u200Dcode/settings.json",
  "/a/\uFEFF.git/config",
  "/a/.gi\u{E0074}t/config",
  "/a/\uFF0E\uFF56scode/settings.json",
  "/a/\u2024git/config",
  "/a/.vſcode/settings.json",
  "/a/x/./.git/../.git/config",
];

describe("a file that steers", () => {
  for (const path of [...code, ...git, ...disguised]) {
    it(`is ${JSON.stringify(path)}`, () => assert.equal(steeredBy(path), "VS Code or git"));
  }

  it("is a template of a workspace", () => {
    for (const path of ["/a/.tibet-chat/prompts/x.md", "/a/.Tibet-Chat./prompts/x.md"]) {
      assert.equal(steeredBy(path), "Tibet Model Chat");
    }
  });

  it("is no other, however alike", () => {
    for (const path of [
      ...["/a/notes.md", "/a/vscode/settings.json", "/a/settings.json", "/a/tasks.json"],
      ...["/a/.gitignore", "/a/.gitattributes", "/a/.github/x.md", "/a/.env", "/a/my.git/x"],
      ...["/home/user/settings.json", "/home/user/prompts/x.md", "/home/user/snippets/x.md"],
      ...["/a/.vscode-test/x", "/a/x.vscode/y", "/a/code-workspace", "/a/user/notes.md"],
      ...["/a/tibet-chat/prompts/x.md", "/c:/a/notes.md", "/a/བོད་ཡིག.txt", "/a/中文：一.md", "/"],
      "",
    ]) {
      assert.equal(steeredBy(path), undefined, path);
    }
  });

  it("is told in bounded time, whatever the path", () => {
    const names = [".git", ".vscode", "a", " ", ".", "..", ":", "\u200B", "\\", "", "．"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), (pieces) => {
        steeredBy(pieces.join("/"));
        steeredBy(pieces.join(""));
      }),
    );
    for (const each of [".", " ", ":", "/", "user/", "\u200B", ".git"]) {
      steeredBy(each.repeat(100_000));
    }
  });
});
