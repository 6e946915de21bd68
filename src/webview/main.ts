import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import { isHostMessage } from "../protocol/hostMessage.ts";
import { hearHost } from "./hearHost.ts";
import { post } from "./host.ts";
import { ReplyLoader } from "./replyLoader.ts";
import { markTypedLanguages } from "./textMarks.ts";
import { ChatPage } from "./view/chatPage.ts";
import { ThinkingText } from "./view/exchange/thinkingText.ts";

customElements.define("thinking-text", ThinkingText);
markTypedLanguages();

const main = document.querySelector("main") ?? document.body;
const page = new ChatPage(main);
const replies = new ReplyLoader(
  (message) => page.receive(message),
  async () => {
    const { ReplyText } = await import("./markdown/replyText.ts");
    customElements.define("reply-text", ReplyText);
  },
);
hearHost(isHostMessage, (message) => replies.receive(message));
post({ type: "ready" });
// The host brings a conversation back, which has replies.
if ("awaitsReplies" in main.dataset) replies.prepare();
