import { html, type TemplateResult } from "lit";
import type { RemedyId } from "../../protocol/views.ts";
import { post } from "../host.ts";
import { toolButton } from "./toolButton.ts";

export interface WelcomeParts {
  /** Whether there is a model to ask. */
  readonly hasModel: boolean;
  readonly showHistory: () => void;
}

/** What stands where nothing has been asked yet: how to start, from the first address on. */
export function welcomeView(parts: WelcomeParts): TemplateResult {
  return html`
    <section class="welcome" aria-label="How to start">
      <vscode-icon name="comment-discussion" size="32" aria-hidden="true"></vscode-icon>
      ${parts.hasModel ? firstQuestion(parts) : firstModel(parts)}
    </section>
  `;
}

function firstModel({ showHistory }: WelcomeParts): TemplateResult {
  return html`
    <h2>Add a model first</h2>
    <p>Type the address of a server; the models it has are read from there.</p>
    <vscode-button @click=${() => lead("configureModels")}>Configure models</vscode-button>
    <p class="quiet">Nothing is sent before you ask.</p>
    <div class="welcome-tools">${historyTool(showHistory)}</div>
  `;
}

function firstQuestion({ showHistory }: WelcomeParts): TemplateResult {
  return html`
    <h2>Ask about a passage</h2>
    <p>
      Select text in an editor, right-click and choose
      <strong>Ask Tibet model about selection</strong>. Or just type a question below.
    </p>
    <p class="quiet">Nothing is sent before you ask.</p>
    <div class="welcome-tools" role="group" aria-label="Set up">
      ${tool("gear", "Configure models", "Addresses and models, step by step", "configureModels")}
      ${tool("key", "Set token", "Once for the servers it is for", "setToken")}
      ${tool("plug", "Test connections", "All models side by side", "testConnections")}
      ${historyTool(showHistory)}
    </div>
  `;
}

function tool(icon: string, label: string, tip: string, remedy: RemedyId): TemplateResult {
  return toolButton({ icon, label, tip, isNamed: true, press: () => lead(remedy) });
}

function historyTool(press: () => void): TemplateResult {
  const tip = "Earlier conversations";
  return toolButton({ icon: "history", label: "History", tip, isNamed: true, press });
}

function lead(remedy: RemedyId): void {
  post({ type: "remedy", remedy });
}
