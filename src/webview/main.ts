import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-progress-ring/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textarea/index.js";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import { render } from "lit";
import type { HostMessage } from "../protocol.ts";
import { post } from "./host.ts";
import { ReplyText } from "./markdown/replyText.ts";
import { applySyntaxColors } from "./markdown/syntaxStyles.ts";
import { PageState } from "./state.ts";
import { Announcer } from "./view/announcer.ts";
import { focusComposer } from "./view/composer.ts";
import { Follower } from "./view/follow.ts";
import { panelView } from "./view/panel.ts";

customElements.define("reply-text", ReplyText);

const main = document.querySelector("main") ?? document.body;
const state = new PageState();
const announcer = new Announcer(document.body);
let frame: number | undefined;
let ticking: number | undefined;

draw();
const follower = new Follower(main.querySelector<HTMLElement>(".log") ?? main);

window.addEventListener("message", ({ data }: MessageEvent<HostMessage>) => {
  const known = state.current.exchanges.length;
  state.apply(data);
  if (data.type === "snapshot" || data.type === "syntax") applySyntaxColors(state.current.syntax);
  if (data.type === "compose") {
    draw();
    focusComposer(data.draft);
  }
  frame ??= requestAnimationFrame(draw);
  if (state.current.exchanges.length > known) requestAnimationFrame(() => follower.goToEnd());
});

post({ type: "ready" });

/** Draws what changed, at most once a frame, and once a second while a reply is awaited. */
function draw(): void {
  frame = undefined;
  const { running } = state;
  render(panelView(state.current, running !== undefined, Date.now()), main);
  announcer.tell(state.current.exchanges.at(-1));
  requestAnimationFrame(() => follower.follow());
  clearTimeout(ticking);
  if (running !== undefined) ticking = window.setTimeout(draw, 1000);
}
