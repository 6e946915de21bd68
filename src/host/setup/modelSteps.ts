import * as vscode from "vscode";
import { shortModelName } from "../../core/settings/modelEdit.ts";
import { pickStep, typeStep, type Answer, type StepHead } from "../batch/steps.ts";
import type { ModelDraft } from "./modelDraft.ts";
import { plainLabel } from "./setupTexts.ts";

/** More than any server offers; a list is a stranger's and may be of any length. */
const mostOffered = 500;

interface ModelItem extends vscode.QuickPickItem {
  /** Undefined for a name that is to be typed. */
  readonly model: string | undefined;
}

/** Has one of the server's models picked, or its name typed where the server tells none. */
export async function modelStep(head: StepHead, draft: ModelDraft): Promise<Answer<undefined>> {
  const offered = draft.offered?.slice(0, mostOffered) ?? [];
  if (offered.length === 0) return typeModel(head, draft);
  const typed: ModelItem = {
    label: `$(edit) ${vscode.l10n.t("Type another name…")}`,
    model: undefined,
  };
  const items: ModelItem[] = offered.map((model) => ({
    label: plainLabel(model),
    description: model === draft.before?.model ? vscode.l10n.t("as now") : "",
    model,
  }));
  const answer = await pickStep(head, [...items, typed], {
    several: false,
    chosen: items.filter(({ model }) => model === draft.model),
  });
  if (typeof answer === "string") return answer;
  const model = answer.value[0]?.model;
  if (model !== undefined) return takeModel(draft, model);
  const answered = await typeModel({ ...head, canGoBack: true }, draft);
  return answered === "back" ? modelStep(head, draft) : answered;
}

async function typeModel(head: StepHead, draft: ModelDraft): Promise<Answer<undefined>> {
  const placeholder = vscode.l10n.t("The name that the server knows the model by.");
  const answer = await typeStep({ ...head, placeholder }, draft.model, (text) => ({
    note: text.trim() === "" ? vscode.l10n.t("Type the model’s name.") : "",
    isValid: text.trim() !== "",
  }));
  return typeof answer === "string" ? answer : takeModel(draft, answer.value.trim());
}

function takeModel(draft: ModelDraft, model: string): Answer<undefined> {
  // A name that nobody chose follows the model.
  const isOwn = draft.label !== "" && draft.label !== shortModelName(draft.model);
  draft.model = model;
  if (!isOwn) draft.label = shortModelName(model);
  return { value: undefined };
}

/** Has the name typed that menus show. */
export async function labelStep(head: StepHead, draft: ModelDraft): Promise<Answer<undefined>> {
  const answer = await typeStep(head, draft.label, (text) => ({
    note: text.trim() === "" ? vscode.l10n.t("Type a name.") : "",
    isValid: text.trim() !== "",
  }));
  if (typeof answer === "string") return answer;
  draft.label = answer.value.trim();
  return { value: undefined };
}
