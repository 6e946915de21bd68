import * as vscode from "vscode";
import { askShortly, type ShortAnswer } from "../../core/connection/shortQuestion.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { ask, type Answer, type StepHead } from "../batch/steps.ts";
import {
  isAboutToken,
  nameOf,
  requestFor,
  type ModelDraft,
  type SetupParts,
} from "./modelDraft.ts";
import { plainLabel } from "./setupTexts.ts";
import { enterTokenStep, tokenPlaceholder } from "./tokenSteps.ts";

type Choice = "save" | "again" | "token";

interface TestItem extends vscode.QuickPickItem {
  readonly choice: Choice;
}

/** Asks the model one short question and tells what came of it; ends when the person wants it saved. */
export async function testStep(
  head: StepHead,
  draft: ModelDraft,
  parts: SetupParts,
): Promise<Answer<undefined>> {
  const answer = await askOnce(head, draft, parts);
  if (typeof answer === "string") return answer;
  if (answer.value === "save") return { value: undefined };
  if (answer.value === "token") {
    const placeholder = tokenPlaceholder(draft);
    const entered = await enterTokenStep({ ...head, placeholder, canGoBack: true }, draft, parts);
    if (entered === "cancel") return "cancel";
  }
  return testStep(head, draft, parts);
}

function askOnce(head: StepHead, draft: ModelDraft, parts: SetupParts): Promise<Answer<Choice>> {
  const input = vscode.window.createQuickPick<TestItem>();
  const abort = new AbortController();
  input.items = [
    item(
      "save",
      "$(save)",
      vscode.l10n.t("Save without waiting"),
      vscode.l10n.t("Asking “{0}”…", nameOf(draft)),
    ),
  ];
  input.busy = true;
  return ask<Choice>(input, head, (accept) => {
    void requestFor(parts, draft)
      .then((request) => askShortly(parts.client, request, abort.signal))
      .then((answer) => {
        if (abort.signal.aborted) return;
        input.busy = false;
        input.items = itemsOf(answer, draft);
        // A row has no room for what is wrong and what to do.
        if (answer.status === "failed") input.prompt = describeFault(answer.fault).message;
      });
    return vscode.Disposable.from(
      new vscode.Disposable(() => abort.abort()),
      input.onDidAccept(() => {
        const choice = input.selectedItems[0]?.choice;
        if (choice !== undefined) accept(choice);
      }),
    );
  });
}

/** The first is what Enter takes. */
function itemsOf(answer: ShortAnswer, draft: ModelDraft): readonly TestItem[] {
  const again = item("again", "$(refresh)", vscode.l10n.t("Test again"));
  if (answer.status === "answered") {
    const time = Math.round(answer.firstToken);
    const told =
      answer.text === ""
        ? vscode.l10n.t("It answered after {0} ms.", time)
        : vscode.l10n.t("It answered after {0} ms: “{1}”", time, plainLabel(answer.text));
    return [
      item("save", "$(pass)", vscode.l10n.t("Save “{0}”", plainLabel(nameOf(draft))), told),
      again,
    ];
  }
  const save = item("save", "$(save)", vscode.l10n.t("Save all the same"));
  if (answer.status === "stopped") return [again, save];
  const token = item("token", "$(key)", vscode.l10n.t("Enter the token…"));
  return [...(isAboutToken(answer.fault) ? [token] : []), again, save];
}

function item(choice: Choice, icon: string, label: string, detail?: string): TestItem {
  return { label: `${icon} ${label}`, choice, ...(detail === undefined ? {} : { detail }) };
}
