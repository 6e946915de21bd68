import * as vscode from "vscode";
import { hostOf, originOf } from "../../core/settings/endpoint.ts";
import { tokenProblem } from "../../core/settings/token.ts";
import { ask, pickStep, type Answer, type StepHead } from "../batch/steps.ts";
import { isAboutToken, readOffer, type ModelDraft, type SetupParts } from "./modelDraft.ts";

/**
 * Has a token typed and shows it to the server, on Enter: one that is refused is told in the step
 * and not kept. It goes into the secret storage, under the address's origin, and nowhere else.
 */
export function enterTokenStep(
  head: StepHead,
  draft: ModelDraft,
  parts: SetupParts,
): Promise<Answer<undefined>> {
  const input = vscode.window.createInputBox();
  input.password = true;
  input.prompt = head.placeholder;
  let reading = new AbortController();
  return ask<undefined>(input, head, (accept) => {
    const read = async () => {
      const token = input.value.trim();
      input.validationMessage = tokenProblem(token);
      if (input.busy || tokenProblem(token) !== undefined) return;
      const { signal } = (reading = new AbortController());
      input.busy = true;
      const probe = await readOffer(parts, draft, signal, token);
      if (signal.aborted) return;
      input.busy = false;
      if (probe.status === "failed" && isAboutToken(probe.fault)) {
        const host = hostOf(draft);
        input.validationMessage = vscode.l10n.t("{0} does not accept this token.", host);
        return;
      }
      await parts.tokens.set(originOf(draft), token);
      draft.withoutToken = false;
      accept(undefined);
    };
    return vscode.Disposable.from(
      new vscode.Disposable(() => reading.abort()),
      input.onDidAccept(() => void read()),
      input.onDidChangeValue(() => {
        reading.abort();
        input.busy = false;
        input.validationMessage = undefined;
      }),
    );
  });
}

interface TokenItem extends vscode.QuickPickItem {
  readonly choice: "keep" | "enter" | "none";
}

/** Asks which token the model is asked with: the one that is stored is kept unless a person says otherwise. */
export async function tokenStep(
  head: StepHead,
  draft: ModelDraft,
  parts: SetupParts,
): Promise<Answer<undefined>> {
  const origin = originOf(draft);
  const isStored = (await parts.tokens.get(origin)) !== undefined;
  const keep: TokenItem = {
    label: `$(key) ${vscode.l10n.t("Keep the token")}`,
    description: vscode.l10n.t("stored for {0}", origin),
    choice: "keep",
  };
  const none: TokenItem = {
    label: `$(unlock) ${vscode.l10n.t("No token")}`,
    description: isStored ? vscode.l10n.t("forgets the one of {0} in the end", origin) : "",
    choice: "none",
  };
  const enter: TokenItem = {
    label: `$(edit) ${isStored ? vscode.l10n.t("Enter another token…") : vscode.l10n.t("Enter a token…")}`,
    choice: "enter",
  };
  const items = isStored ? [keep, enter, none] : [none, enter];
  const chosen = draft.withoutToken ? [none] : items.slice(0, 1);
  const answer = await pickStep(head, items, { several: false, chosen });
  if (typeof answer === "string") return answer;
  const choice = answer.value[0]?.choice ?? "keep";
  if (choice !== "enter") {
    draft.withoutToken = choice === "none";
    return { value: undefined };
  }
  const placeholder = tokenPlaceholder(draft);
  const entered = await enterTokenStep({ ...head, placeholder, canGoBack: true }, draft, parts);
  return entered === "back" ? tokenStep(head, draft, parts) : entered;
}

export function tokenPlaceholder(draft: ModelDraft): string {
  const host = hostOf(draft);
  if (draft.refusesToken) {
    return vscode.l10n.t("{0} does not accept the token that is stored. Enter another.", host);
  }
  return vscode.l10n.t("The token of {0}. It is kept in the system’s secret storage.", host);
}
