import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { RemedyId } from "../../protocol/views.ts";
import { post } from "../host.ts";
import { sentenceAround } from "./sentenceAround.ts";
import { toolButton } from "./toolButton.ts";

export interface WelcomeParts {
  /** Whether there is a model to ask. */
  readonly hasModel: boolean;
  readonly showHistory: () => void;
}

/** What stands where nothing has been asked yet: how to start, from the first address on. */
export function welcomeView(parts: WelcomeParts): TemplateResult {
  return html`
    <section class="welcome" aria-label=${l10n.t("How to start")}>
      <vscode-icon name="comment-discussion" size="32" aria-hidden="true"></vscode-icon>
      ${parts.hasModel ? firstQuestion(parts) : firstModel(parts)}
    </section>
  `;
}

function firstModel({ showHistory }: WelcomeParts): TemplateResult {
  return html`
    <h2>${l10n.t("Add a model first")}</h2>
    <p>${l10n.t("Type the address of a server; the models it has are read from there.")}</p>
    <vscode-button @click=${() => lead("configureModels")}
      >${l10n.t("Configure models")}</vscode-button
    >
    <p class="quiet">${l10n.t("Nothing is sent before you ask.")}</p>
    <div class="welcome-tools">${historyTool(showHistory)}</div>
  `;
}

function firstQuestion({ showHistory }: WelcomeParts): TemplateResult {
  return html`
    <h2>${l10n.t("Ask about a passage")}</h2>
    <p>
      ${sentenceAround(
        l10n.t(
          "Select text in an editor, right-click and choose {0}. Or just type a question below.",
        ),
        html`<strong>${l10n.t("Ask Tibet model about selection")}</strong>`,
      )}
    </p>
    <p class="quiet">${l10n.t("Nothing is sent before you ask.")}</p>
    <div class="welcome-tools" role="group" aria-label=${l10n.t("Set up")}>
      ${configureTool()}
      ${tool("key", l10n.t("Set token"), l10n.t("Once for the servers it is for"), "setToken")}
      ${tool("plug", l10n.t("Test connections"), l10n.t("All models side by side"), "testConnections")}
      ${historyTool(showHistory)}
    </div>
  `;
}

function configureTool(): TemplateResult {
  const tip = l10n.t("Addresses and models, step by step");
  return tool("gear", l10n.t("Configure models"), tip, "configureModels");
}

function tool(icon: string, label: string, tip: string, remedy: RemedyId): TemplateResult {
  return toolButton({ icon, label, tip, isNamed: true, press: () => lead(remedy) });
}

function historyTool(press: () => void): TemplateResult {
  const tip = l10n.t("Earlier conversations");
  return toolButton({ icon: "history", label: l10n.t("History"), tip, isNamed: true, press });
}

function lead(remedy: RemedyId): void {
  post({ type: "remedy", remedy });
}
