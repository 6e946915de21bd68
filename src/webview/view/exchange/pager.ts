import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { post } from "../../host.ts";
import { toolButton } from "../toolButton.ts";

type Noun = "question" | "answer";

/**
 * Leads through the versions of a question or an answer: "2 / 3" between two buttons. Nothing where
 * there is one version.
 *
 * @param ids of the versions, oldest first.
 * @param shown index of the one that is shown.
 */
export function versionPager(
  ids: readonly string[],
  shown: number,
  noun: Noun,
): TemplateResult | typeof nothing {
  if (ids.length < 2) return nothing;
  const go = (index: number) => () => {
    const message = ids[index];
    if (message !== undefined) post({ type: "choose", message });
  };
  const step = (by: -1 | 1) => {
    const isThere = ids[shown + by] !== undefined;
    return toolButton({
      icon: by < 0 ? "chevron-left" : "chevron-right",
      label: stepName(noun, by),
      class: isThere ? "" : "at-limit",
      press: go(shown + by),
    });
  };
  const name =
    noun === "answer" ? l10n.t("Versions of the answer") : l10n.t("Versions of the question");
  return html`<span class="pager" role="group" aria-label=${name}>
    ${step(-1)}<span class="pager-count">${shown + 1} / ${ids.length}</span>${step(1)}
  </span>`;
}

function stepName(noun: Noun, by: -1 | 1): string {
  if (noun === "answer") return by < 0 ? l10n.t("Previous answer") : l10n.t("Next answer");
  return by < 0 ? l10n.t("Previous question") : l10n.t("Next question");
}
