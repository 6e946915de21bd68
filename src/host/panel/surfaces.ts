import * as vscode from "vscode";
import type { SyntaxColors } from "../../protocol/views.ts";
import type { Chats } from "../chat/chats.ts";
import type { Sending } from "../chat/sending.ts";
import { ContextCollector } from "../context/contextCollector.ts";
import { WorkspaceFiles } from "../context/workspaceFiles.ts";
import { CodePlacement } from "../editor/codePlacement.ts";
import type { Anchors } from "../editor/anchors.ts";
import type { ReplyPlacement } from "../editor/replyPlacement.ts";
import { ConversationFiles } from "../history/conversationFiles.ts";
import type { Conversations } from "../history/conversations.ts";
import type { Templates } from "../templates/templates.ts";
import type { Proposals } from "../proposal/proposals.ts";
import type { ThemeSyntax } from "../themeSyntax.ts";
import { ComposerActions } from "./composerActions.ts";
import { Completions } from "./completions.ts";
import { fileCompletions, templateCompletions } from "./completionSources.ts";
import { ContextKeys } from "./contextKeys.ts";
import { ConversationTabs } from "./conversationTabs.ts";
import { HistoryActions } from "./historyActions.ts";
import { PageActions } from "./pageActions.ts";
import { PanelView } from "./panelView.ts";
import { ReplyActions } from "./replyActions.ts";
import type { PersonMessage, Surface, SurfaceParts } from "./surface.ts";

export interface SurfacesParts {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly chats: Chats;
  readonly conversations: Conversations;
  readonly sending: Sending;
  readonly anchors: Anchors;
  readonly placement: ReplyPlacement;
  readonly proposals: Proposals;
  readonly syntax: ThemeSyntax;
  readonly templates: Templates;
  /** Called when a page is there: a question may be asked soon. */
  readonly prepare: () => void;
}

/** Everywhere that chats are shown, and what a person can do there. */
export class Surfaces implements vscode.Disposable {
  readonly panel: PanelView;
  readonly tabs: ConversationTabs;
  readonly history: HistoryActions;
  readonly files: ConversationFiles;
  readonly #sources: vscode.Disposable;
  readonly #actions: PageActions;
  readonly #keys = new ContextKeys();
  readonly #used = new vscode.EventEmitter<void>();
  /** Something changed in the chat that was used last, or another is that now. */
  readonly onDidChangeUsed = this.#used.event;
  #lastUsed: Surface | undefined;

  constructor(parts: SurfacesParts) {
    const { context, log, chats, conversations, sending, anchors, placement, syntax } = parts;
    const { proposals, templates } = parts;
    const surfaceParts: SurfaceParts = {
      ...{ extensionUri: context.extensionUri, log, chats, syntax },
      act: (surface, message) => this.act(surface, message),
      onActivity: (surface) => {
        if (surface === this.lastUsed) this.#tellUsed(surface);
      },
    };
    this.files = new ConversationFiles(conversations);
    this.history = new HistoryActions(conversations, chats, () => this.all);
    const collector = new ContextCollector(anchors);
    const workspaceFiles = new WorkspaceFiles();
    const completions = new Completions({
      files: fileCompletions(workspaceFiles, collector),
      templates: templateCompletions(templates, collector),
    });
    const code = new CodePlacement(anchors, proposals);
    this.#sources = vscode.Disposable.from(workspaceFiles, completions);
    this.panel = new PanelView(surfaceParts, context.workspaceState);
    this.tabs = new ConversationTabs(surfaceParts);
    this.#actions = new PageActions({
      composing: new ComposerActions(anchors, sending, completions, collector),
      replies: new ReplyActions(placement, code, proposals),
      history: this.history,
      files: this.files,
      tabs: this.tabs,
      log,
      onReady: () => {
        syntax.start();
        parts.prepare();
      },
    });
  }

  get all(): readonly Surface[] {
    return [this.panel.surface, ...this.tabs.surfaces];
  }

  /** The surface that a person used last; the side bar's as long as there was none. */
  get lastUsed(): Surface {
    const used = this.#lastUsed;
    return used !== undefined && this.all.includes(used) ? used : this.panel.surface;
  }

  /** Carries out what a person did on a page. */
  async act(surface: Surface, message: PersonMessage): Promise<void> {
    if (message.type !== "ready") this.#use(surface);
    await this.#actions.receive(surface, message);
  }

  /** Leads back to a surface, with the cursor in its composer; to none that is gone. */
  async compose(surface: Surface): Promise<void> {
    if (!this.all.includes(surface)) return;
    if (surface === this.panel.surface) await this.panel.show(false);
    else if (surface.current !== undefined) this.tabs.open(surface.current);
    surface.page.postWhenReady({ type: "compose" });
  }

  sendSyntax(colors: SyntaxColors): void {
    for (const { page } of this.all) page.post({ type: "syntax", syntax: colors });
  }

  settingsChanged(): void {
    for (const surface of this.all) surface.settingsChanged();
  }

  dispose(): void {
    this.panel.dispose();
    this.tabs.dispose();
    this.#sources.dispose();
    this.#used.dispose();
  }

  #use(surface: Surface): void {
    if (this.#lastUsed === surface) return;
    this.#lastUsed = surface;
    this.#tellUsed(surface);
  }

  #tellUsed(surface: Surface): void {
    this.#keys.update(surface.current);
    this.#used.fire();
  }
}
