import * as vscode from "vscode";
import type { Fault } from "../core/reply/fault.ts";
import { describeFault, haveSameCause } from "../core/reply/faultText.ts";
import { sentencesText } from "../core/text/listText.ts";
import { isGeneral, mend } from "./remedies.ts";
import { remedyLabel } from "./remedyLabels.ts";

/** What is told on the screen right now. */
const shown = new Set<Fault>();

/**
 * Tells of a fault that has no panel to be told in, with the buttons that mend it. Nothing where a
 * notification of the same cause is still on the screen. Resolves when it has gone from there.
 *
 * @param consequence a sentence before the fault's own: what came of it.
 */
export async function tellFault(
  consequence: string,
  fault: Fault,
  log: Pick<vscode.LogOutputChannel, "show">,
): Promise<void> {
  if ([...shown].some((other) => haveSameCause(fault, other))) return;
  const { message, remedies } = describeFault(fault);
  const buttons = remedies
    .filter(isGeneral)
    .map((remedy) => ({ title: remedyLabel(remedy), remedy }));
  shown.add(fault);
  const told = sentencesText([consequence, message]);
  const choice = await vscode.window.showWarningMessage(told, ...buttons);
  shown.delete(fault);
  if (choice !== undefined) await mend(choice.remedy, log);
}
