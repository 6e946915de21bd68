import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { ExchangeView } from "../../../protocol/views.ts";
import { passageChips } from "../../composer/passages.ts";
import { post } from "../../host.ts";
import { classFor, languageFor } from "../../textMarks.ts";
import { toolButton } from "../toolButton.ts";
import type { ExchangeControl } from "./exchangeControl.ts";
import { versionPager } from "./pager.ts";
import { questionEditor } from "./questionEditor.ts";

/** What a person asked, with what it was asked about and on which ground. */
export function questionView(exchange: ExchangeView, control: ExchangeControl): TemplateResult {
  const { passages, question, alone, summary } = exchange;
  const isEdited = control.edited !== undefined;
  return html`<article
    class=${isEdited ? "message you edited" : "message you"}
    aria-label=${l10n.t("You")}
  >
    <h2 class="for-ears">${l10n.t("You")}</h2>
    <div class="bubble">
      ${passageChips(passages, false)} ${isEdited ? questionEditor(control) : said(question)}
    </div>
    ${alone === true ? html`<p class="ground">${l10n.t("Asked without the earlier turns")}</p>` : nothing}
    ${
      summary === undefined
        ? nothing
        : html`<details class="ground">
            <summary>${l10n.t("Summary of the earlier turns")}</summary>
            ${summaryText(summary)}
          </details>`
    }
    ${isEdited ? nothing : actions(exchange, control)}
  </article>`;
}

function said(question: string): TemplateResult | typeof nothing {
  if (question === "") return nothing;
  const [name, lang] = [classFor("question", question), languageFor(question)];
  return html`<p class=${name} lang=${lang}>${question}</p>`;
}

function summaryText(summary: string): TemplateResult {
  const [name, lang] = [classFor("summary-text", summary), languageFor(summary)];
  return html`<div class=${name} lang=${lang}>${summary}</div>`;
}

function actions({ id, siblings, question }: ExchangeView, control: ExchangeControl) {
  const copy = toolButton({
    icon: "copy",
    label: l10n.t("Copy question"),
    press: () => post({ type: "copy", message: id, format: "markdown", text: "" }),
  });
  return html`<div class="actions">
    ${question === "" ? nothing : copy}
    <span class="asks"
      >${toolButton({
        icon: "edit",
        label: l10n.t("Edit question"),
        tip: l10n.t("Ask in other words; this version stays"),
        class: "edit",
        press: () => control.beginEdit(),
      })}${versionPager(siblings, siblings.indexOf(id), "question")}</span
    >
  </div>`;
}
