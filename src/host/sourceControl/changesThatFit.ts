import * as vscode from "vscode";
import { fitChoices } from "../../core/fit/fitChoices.ts";
import { planTrim } from "../../core/fit/planTrim.ts";
import { fits, type UnsentQuestion } from "../../core/fit/promptFit.ts";
import type { Passage } from "../../core/prompt/passage.ts";
import type { ModelEndpoint } from "../../core/settings/endpoint.ts";
import { sentencesText } from "../../core/text/listText.ts";
import type { ModelFacts } from "../chat/modelFacts.ts";

/**
 * A question’s passages as they are where they fit the model’s window, else as the person agrees
 * to have the longest trimmed; undefined where they do not, or where not even that would fit.
 *
 * @param spare tokens to keep free for what is added to them.
 */
export async function changesThatFit(
  facts: ModelFacts,
  model: ModelEndpoint,
  text: string,
  passages: readonly Passage[],
  spare = 0,
): Promise<readonly Passage[] | undefined> {
  const contextWindow = facts.contextWindow(model);
  if (contextWindow === undefined) return passages;
  const unsent: UnsentQuestion = {
    draft: { text, passages },
    earlier: { turns: [] },
    endpoint: { ...model, contextWindow: Math.max(1, contextWindow - spare) },
    scale: facts.scale(model),
  };
  if (fits(unsent)) return passages;
  const plan = planTrim(unsent);
  const { message = "" } = fitChoices(unsent) ?? {};
  if (plan === undefined) {
    const advice = vscode.l10n.t("Stage a part of the changes, then try again.");
    void vscode.window.showWarningMessage(sentencesText([message, advice]));
    return undefined;
  }
  const trim = vscode.l10n.t("Trim");
  const count = plan.trimmed.length;
  const detail =
    count === 1
      ? vscode.l10n.t(
          "Trim the changes of “{0}” to what fits, and ask about the rest? What is trimmed is marked.",
          plan.trimmed[0]?.name ?? "",
        )
      : vscode.l10n.t(
          "Trim the changes of the {0} longest files to what fits, and ask about the rest? What is trimmed is marked.",
          count,
        );
  const choice = await vscode.window.showWarningMessage(message, { modal: true, detail }, trim);
  return choice === trim ? plan.draft.passages : undefined;
}
