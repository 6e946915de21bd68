import assert from "node:assert/strict";
import * as vscode from "vscode";
import { direct, holdReply, panelChat, passage, release, tidyUp } from "./heldReply.ts";

const reply = "**第一句。** [第二句](https://a.example/)";

/** The last reply as plain text, as VS Code shows it. */
async function opened(): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand("tibetChat.accessibleView");
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.scheme, "tibet-chat-reply");
  return editor;
}

describe("the accessible view of a reply", () => {
  beforeEach(() => panelChat());
  afterEach(tidyUp);

  it("has what there is of it when it is opened, and says so where that is not all", async () => {
    const gate = crypto.randomUUID();
    await direct({ reply, waitFor: gate });
    const { ended } = await holdReply("insert", passage, "*");
    const early = await opened();
    assert.ok(early.selection.isEqual(new vscode.Selection(0, 0, 0, 0)));
    const text = early.document.getText();
    assert.match(text, /^Tibet.*\n\nThe answer is still arriving\./u);
    assert.match(text, /\n\nThinking\n\n.+\n\nAnswer\n\n\*/su);
    await release(gate);
    await ended;
    assert.equal(early.document.getText(), text, "nothing moves under the cursor");
    const whole = (await opened()).document.getText();
    assert.match(
      whole,
      /^Tibet[^\n]*\n\nThinking\n\n.+\n\nAnswer\n\n第一句。 第二句 \(https:\/\/a\.example\/\)\n$/su,
    );
  });
});
