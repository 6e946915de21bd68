import * as vscode from "vscode";
import { originOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { isRecord } from "../../core/record.ts";
import { newModelKey, withModel } from "../../core/settings/modelEdit.ts";
import { runSteps, pickStep, type Answer, type Step, type StepHead } from "../batch/steps.ts";
import { commands } from "../contributions.ts";
import { findModel, readSettings } from "../settings.ts";
import { addressStep } from "./addressStep.ts";
import { draftOf, nameOf, type ModelDraft, type SetupParts } from "./modelDraft.ts";
import { labelStep, modelStep } from "./modelSteps.ts";
import { plainLabel } from "./setupTexts.ts";
import { testStep } from "./testStep.ts";
import { enterTokenStep, tokenPlaceholder, tokenStep } from "./tokenSteps.ts";

interface ChoiceItem extends vscode.QuickPickItem {
  begin(): ModelDraft;
}

/**
 * “Configure models”: adds or changes a model step by step and writes it to the person's own
 * settings, in the end and at once. Who leaves on the way finds what they had typed the next time.
 */
export class ModelSetup {
  readonly #parts: SetupParts;
  /** What was left on the way, by this window. */
  #left: ModelDraft | undefined;

  constructor(parts: SetupParts) {
    this.#parts = parts;
  }

  /**
   * @param key of the model to change; undefined, or of none there is, lets the person choose.
   * @returns the key of the model that was saved; undefined where none was.
   */
  async run(key?: string): Promise<string | undefined> {
    const known = key === undefined ? undefined : findModel(readSettings(), key);
    const begun = { draft: known && draftOf(known) };
    if (!(await runSteps(this.#steps(begun, known === undefined))) || begun.draft === undefined) {
      if (begun.draft !== undefined && isWorthKeeping(begun.draft)) this.#left = begun.draft;
      return undefined;
    }
    return this.#save(begun.draft);
  }

  #steps(begun: { draft: ModelDraft | undefined }, letsChoose: boolean): readonly Step[] {
    const parts = this.#parts;
    const step = (
      name: string,
      placeholder: (draft: ModelDraft) => string,
      show: (head: StepHead, draft: ModelDraft, parts: SetupParts) => Promise<Answer<undefined>>,
      isWanted: (draft: ModelDraft) => boolean = () => true,
    ): Step => ({
      isWanted: () => begun.draft !== undefined && isWanted(begun.draft),
      run: async (canGoBack) => {
        if (begun.draft === undefined) return "cancel";
        const title = `${vscode.l10n.t("Configure models")} · ${name}`;
        const head = { title, placeholder: placeholder(begun.draft), canGoBack };
        return show(head, begun.draft, parts);
      },
    });
    const choose: Step = {
      isWanted: () => letsChoose,
      run: async () => {
        const answer = await this.#choose(begun.draft);
        if (typeof answer === "string") return answer;
        begun.draft = answer.value;
        return { value: undefined };
      },
    };
    return [
      choose,
      step(
        vscode.l10n.t("Address"),
        () =>
          vscode.l10n.t("Where is the server? Type an address such as {0}.", "http://host:8000/v1"),
        addressStep,
      ),
      step(
        vscode.l10n.t("Token"),
        tokenPlaceholder,
        enterTokenStep,
        ({ wantsToken }) => wantsToken,
      ),
      step(vscode.l10n.t("Model"), () => vscode.l10n.t("Which of the server’s models?"), modelStep),
      step(vscode.l10n.t("Name"), () => vscode.l10n.t("What is it called in menus?"), labelStep),
      step(
        vscode.l10n.t("Token"),
        () => vscode.l10n.t("Which token is the model asked with?"),
        tokenStep,
        ({ wantsToken }) => !wantsToken,
      ),
      step(vscode.l10n.t("Test"), () => vscode.l10n.t("One short question tests it."), testStep),
    ];
  }

  /** @param chosen what was chosen before the person came back. */
  async #choose(chosen: ModelDraft | undefined): Promise<Answer<ModelDraft>> {
    const left = this.#left;
    const goOn: ChoiceItem[] =
      left === undefined
        ? []
        : [
            {
              label: `$(history) ${vscode.l10n.t("Go on with “{0}”", plainLabel(nameOf(left)))}`,
              detail: vscode.l10n.t("What you had entered is still there."),
              begin: () => left,
            },
          ];
    const add: ChoiceItem = {
      label: `$(add) ${vscode.l10n.t("Add a model")}`,
      begin: () => draftOf(undefined),
    };
    const edits = readSettings().models.map((model) => editItem(model));
    const items = [...goOn, add, ...edits];
    const head = {
      title: vscode.l10n.t("Configure models"),
      placeholder: vscode.l10n.t("Add a model, or choose one to change it."),
      canGoBack: false,
    };
    const answer = await pickStep(head, items, {
      several: false,
      chosen: items.slice(0, 1),
    });
    if (typeof answer === "string") return answer;
    const item = answer.value[0];
    if (item === undefined) return "cancel";
    const begun = item.begin();
    // Who comes back to look and takes the same again has lost nothing.
    return { value: chosen !== undefined && chosen.key === begun.key ? chosen : begun };
  }

  async #save(draft: ModelDraft): Promise<string | undefined> {
    const section = vscode.workspace.getConfiguration("tibetChat");
    const { globalValue: own, defaultValue } = section.inspect("models") ?? {};
    const taken = [own, defaultValue].flatMap((all) => (isRecord(all) ? Object.keys(all) : []));
    const key = draft.key ?? newModelKey(draft.label, taken);
    const { label, baseUrl, model } = draft;
    const value = withModel(own, key, { label, baseUrl, model });
    try {
      await section.update("models", value, vscode.ConfigurationTarget.Global);
    } catch (error) {
      this.#left = draft;
      const reason = error instanceof Error ? error.message : String(error);
      const told = vscode.l10n.t("The settings could not be written: {0}", reason);
      void vscode.window.showErrorMessage(told);
      return undefined;
    }
    this.#left = undefined;
    if (draft.withoutToken) await this.#parts.tokens.forget(originOf(draft));
    void this.#tell(key, label);
    return key;
  }

  async #tell(key: string, label: string): Promise<void> {
    const ask = vscode.l10n.t("Ask It");
    const prefer = vscode.l10n.t("Make It the Default");
    const isDefault = readSettings().defaultModel === key;
    const message = vscode.l10n.t("“{0}” is saved in your settings.", label);
    const choice = await vscode.window.showInformationMessage(
      message,
      ...(isDefault ? [ask] : [ask, prefer]),
    );
    if (choice === prefer) {
      const section = vscode.workspace.getConfiguration("tibetChat");
      await section.update("defaultModel", key, vscode.ConfigurationTarget.Global);
    }
    if (choice === ask) await vscode.commands.executeCommand(commands.chooseModel, key);
  }
}

function editItem(model: ModelEndpoint): ChoiceItem {
  return {
    label: `$(edit) ${plainLabel(model.label)}`,
    description: plainLabel(model.model),
    detail: model.baseUrl,
    begin: () => draftOf(model),
  };
}

/** Whether more was entered than what is saved already. */
function isWorthKeeping({ before, typed, model, label }: ModelDraft): boolean {
  const { baseUrl = "", model: known = "", label: called = "" } = before ?? {};
  return typed !== baseUrl || model !== known || label !== called;
}
