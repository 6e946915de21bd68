import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import { isHostMessage } from "../protocol/hostMessage.ts";
import { hearHost } from "./hearHost.ts";
import { post } from "./host.ts";
import { ReplyText } from "./markdown/replyText.ts";
import { markTypedLanguages } from "./textMarks.ts";
import { ChatPage } from "./view/chatPage.ts";
import { ThinkingText } from "./view/exchange/thinkingText.ts";

customElements.define("reply-text", ReplyText);
customElements.define("thinking-text", ThinkingText);
markTypedLanguages();

const page = new ChatPage(document.querySelector("main") ?? document.body);
hearHost(isHostMessage, (message) => page.receive(message));
post({ type: "ready" });
