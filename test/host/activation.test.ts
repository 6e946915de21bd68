import assert from "node:assert/strict";
import { extensions } from "vscode";

describe("activation", () => {
  it("finds the extension under its id", () => {
    assert.ok(extensions.getExtension("tibet-model-chat.tibet-model-chat"));
  });

  it("leaves the extension asleep until something of it is used", () => {
    const extension = extensions.getExtension("tibet-model-chat.tibet-model-chat");
    assert.equal(extension?.isActive, false);
  });
});
