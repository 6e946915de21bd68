import assert from "node:assert/strict";
import * as vscode from "vscode";
import { panelChat, tidyUp } from "./heldReply.ts";
import { testAccess } from "./testAccess.ts";

describe("a conversation's tab of an earlier window", () => {
  afterEach(tidyUp);

  it("that is closed before its conversation is read keeps nothing of it", async () => {
    const { surfaces } = await testAccess();
    await panelChat();
    const { surface } = surfaces.panel;
    surface.showNew();
    const asked = await panelChat();
    await surfaces.act(surface, { type: "send", text: "Which script is this?" });
    surface.showNew();

    const conversation = asked.conversation.id;
    const column = vscode.ViewColumn.Active;
    const tab = vscode.window.createWebviewPanel("tibetChat.conversation", "Tab", column);
    await surfaces.tabs.restore(tab, { conversation });
    tab.dispose();
    // The tab's own reading was begun before, so it has ended when this one has.
    const read = await surfaces.history.find(conversation);
    assert.ok(read !== undefined && read !== asked);
    assert.equal(read.isViewed, false);
  });
});
