import * as vscode from "vscode";
import type { Fault } from "../../core/reply/fault.ts";
import { readTypedAddress, withOtherScheme } from "../../core/settings/endpointAddress.ts";
import { originOf } from "../../core/settings/endpoint.ts";
import { sentencesText } from "../../core/text/listText.ts";
import { ask, type Answer, type StepHead } from "../batch/steps.ts";
import { isAboutToken, readOffer, type ModelDraft, type SetupParts } from "./modelDraft.ts";
import { addressFaultText, addressProblemText } from "./setupTexts.ts";

/**
 * Has an address typed and reads the list of models there, on Enter. What goes wrong is told in the
 * step; a server that wants a token first is good enough to go on with.
 */
export function addressStep(
  head: StepHead,
  draft: ModelDraft,
  parts: SetupParts,
): Promise<Answer<undefined>> {
  const input = vscode.window.createInputBox();
  input.value = draft.typed;
  return ask<undefined>(input, head, (accept) => {
    const step = new AddressStep(input, head, draft, parts, accept);
    return new vscode.Disposable(() => step.dispose());
  });
}

class AddressStep {
  readonly #input: vscode.InputBox;
  readonly #head: StepHead;
  readonly #draft: ModelDraft;
  readonly #parts: SetupParts;
  readonly #accept: (value: undefined) => void;
  readonly #buttons: readonly vscode.QuickInputButton[];
  readonly #subscription: vscode.Disposable;
  readonly #skip: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("arrow-right"),
    tooltip: vscode.l10n.t("Go on without the list of models"),
  };
  readonly #otherScheme: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("arrow-swap"),
    tooltip: vscode.l10n.t("Change between http and https"),
  };
  #reading = new AbortController();

  constructor(
    input: vscode.InputBox,
    head: StepHead,
    draft: ModelDraft,
    parts: SetupParts,
    accept: (value: undefined) => void,
  ) {
    this.#input = input;
    this.#head = head;
    this.#draft = draft;
    this.#parts = parts;
    this.#accept = accept;
    this.#buttons = input.buttons;
    this.#subscription = vscode.Disposable.from(
      input.onDidChangeValue(() => this.#typed()),
      input.onDidAccept(() => void this.#read()),
      input.onDidTriggerButton((button) => this.#pressed(button)),
    );
    this.#typed();
  }

  dispose(): void {
    this.#reading.abort();
    this.#subscription.dispose();
  }

  /** Whatever was under way or told was about another text. */
  #typed(): void {
    this.#reading.abort();
    this.#input.busy = false;
    this.#input.buttons = this.#buttons;
    this.#draft.typed = this.#input.value;
    const address = this.#address();
    const isSound = address !== undefined && "baseUrl" in address;
    const notes = isSound
      ? [vscode.l10n.t("The models are read from {0}.", `${address.baseUrl}/models`)]
      : [];
    this.#input.prompt = sentencesText([this.#head.placeholder, ...notes]);
    this.#input.validationMessage =
      address !== undefined && "problem" in address
        ? addressProblemText(address.problem)
        : undefined;
  }

  /** An address that works as it is need not end in `/v1`. */
  #address(): ReturnType<typeof readTypedAddress> {
    const before = this.#draft.before?.baseUrl;
    return this.#input.value.trim() === before
      ? { baseUrl: before }
      : readTypedAddress(this.#input.value);
  }

  /** Takes what was typed; false where it is no address. */
  #take(): boolean {
    const address = this.#address();
    if (address === undefined) {
      this.#input.validationMessage = vscode.l10n.t("Type the address of the server.");
    }
    if (address === undefined || "problem" in address) return false;
    const draft = this.#draft;
    const isElsewhere = draft.baseUrl === "" || originOf(draft) !== originOf(address);
    if (isElsewhere) draft.withoutToken = false;
    draft.baseUrl = address.baseUrl;
    draft.offered = undefined;
    draft.wantsToken = false;
    return true;
  }

  async #read(): Promise<void> {
    if (this.#input.busy || !this.#take()) return;
    const { signal } = (this.#reading = new AbortController());
    this.#input.validationMessage = undefined;
    this.#input.busy = true;
    const probe = await readOffer(this.#parts, this.#draft, signal);
    if (signal.aborted) return;
    this.#input.busy = false;
    const wantsToken = probe.status === "failed" && isAboutToken(probe.fault);
    this.#draft.wantsToken = wantsToken;
    if (probe.status === "reachable" || wantsToken) this.#accept(undefined);
    else this.#fail(probe.fault);
  }

  #fail(fault: Fault): void {
    const offersScheme = fault.kind === "wrongScheme" ? [this.#otherScheme] : [];
    this.#input.buttons = [...offersScheme, this.#skip, ...this.#buttons];
    this.#input.validationMessage = addressFaultText(fault);
  }

  #pressed(button: vscode.QuickInputButton): void {
    if (button === this.#skip && this.#take()) this.#accept(undefined);
    if (button !== this.#otherScheme) return;
    this.#input.value = withOtherScheme(this.#draft.baseUrl);
    this.#typed();
    void this.#read();
  }
}
