import * as vscode from "vscode";
import { sentencesText } from "../../core/text/listText.ts";

/** How a person left a step: with a value, back to the one before, or altogether. */
export type Answer<Value> = { readonly value: Value } | "back" | "cancel";

export interface StepHead {
  readonly title: string;
  readonly placeholder: string;
  /** Whether there is a step to go back to. */
  readonly canGoBack: boolean;
}

const cancelButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("close"),
  tooltip: vscode.l10n.t("Cancel"),
};

/** Has one item picked, or with `several` any number from one on. */
export function pickStep<Item extends vscode.QuickPickItem>(
  head: StepHead,
  items: readonly Item[],
  { several, chosen }: { readonly several: boolean; readonly chosen: readonly Item[] },
): Promise<Answer<readonly Item[]>> {
  const input = vscode.window.createQuickPick<Item>();
  input.items = items;
  input.canSelectMany = several;
  input.matchOnDescription = true;
  if (several) input.selectedItems = chosen;
  else input.activeItems = chosen;
  return ask(input, head, (accept) =>
    input.onDidAccept(() => {
      if (input.selectedItems.length > 0) accept([...input.selectedItems]);
    }),
  );
}

/** What an input box says of a text, and whether it can be taken. */
export interface TextCheck {
  readonly note: string;
  readonly isValid: boolean;
}

/**
 * Has a line typed; `check` is told of each change. The question stands below the box: a text that
 * is in it from the beginning would hide a placeholder.
 */
export function typeStep(
  head: StepHead,
  value: string,
  check: (text: string) => TextCheck,
): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  const show = () => {
    const { note } = check(input.value);
    input.prompt = sentencesText([head.placeholder, ...(note === "" ? [] : [note])]);
    input.validationMessage = undefined;
  };
  input.value = value;
  show();
  return ask(input, head, (accept) =>
    vscode.Disposable.from(
      input.onDidChangeValue(show),
      input.onDidAccept(() => {
        const { note, isValid } = check(input.value);
        if (isValid) accept(input.value);
        else input.validationMessage = note;
      }),
    ),
  );
}

/** Shows an input as a step of several; `listen` may put further buttons beside those it has. */
export async function ask<Value>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, placeholder, canGoBack }: StepHead,
  listen: (accept: (value: Value) => void) => vscode.Disposable,
): Promise<Answer<Value>> {
  const answered = Promise.withResolvers<Answer<Value>>();
  input.title = title;
  input.placeholder = placeholder;
  input.ignoreFocusOut = true;
  input.buttons = [...(canGoBack ? [vscode.QuickInputButtons.Back] : []), cancelButton];
  const subscription = vscode.Disposable.from(
    listen((value) => answered.resolve({ value })),
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) answered.resolve("back");
      if (button === cancelButton) answered.resolve("cancel");
    }),
    input.onDidHide(() => answered.resolve("cancel")),
  );
  input.show();
  const answer = await answered.promise;
  subscription.dispose();
  input.dispose();
  return answer;
}

/** One step of several; it keeps what it was told. */
export interface Step {
  isWanted(): boolean;
  run(canGoBack: boolean): Promise<Answer<void>>;
}

/** Runs the steps that are wanted, forth and back; false where the person thought better of it. */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const done: number[] = [];
  for (let at = 0; at < steps.length;) {
    const step = steps[at];
    if (step?.isWanted() !== true) {
      at++;
      continue;
    }
    const answer = await step.run(done.length > 0);
    if (answer === "cancel") return false;
    if (answer === "back") {
      at = done.pop() ?? 0;
    } else {
      done.push(at);
      at++;
    }
  }
  return true;
}
