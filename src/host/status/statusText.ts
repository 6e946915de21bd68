import * as vscode from "vscode";
import { describeCause, describeFault } from "../../core/reply/faultText.ts";
import type { Activity } from "../../core/reply/replyActivity.ts";
import { hostOf, type ModelEndpoint } from "../../core/settings/endpoint.ts";
import { plainText } from "../../core/text/plainText.ts";

export interface StatusText {
  /** As the status bar shows it, with an icon. */
  readonly text: string;
  /** In one sentence, without icons. */
  readonly told: string;
}

/** @param chosen the model that the next question goes to; undefined where none is configured. */
export function statusText(activity: Activity, chosen: ModelEndpoint | undefined): StatusText {
  if (activity.status === "idle") {
    if (chosen === undefined) {
      return {
        text: `$(comment-discussion) ${vscode.l10n.t("No model")}`,
        told: vscode.l10n.t("No model is configured."),
      };
    }
    const label = shortLabel(chosen);
    return {
      text: `$(comment-discussion) ${label}`,
      told: vscode.l10n.t("{0} on {1} is asked next.", label, hostOf(chosen)),
    };
  }
  const label = shortLabel(activity.endpoint);
  const host = hostOf(activity.endpoint);
  switch (activity.status) {
    case "waiting":
      return {
        text: `$(loading~spin) ${label} · ${vscode.l10n.t("waiting")}`,
        told:
          activity.fault === undefined
            ? vscode.l10n.t("{0} on {1} has been asked.", label, host)
            : describeCause(activity.fault),
      };
    case "streaming": {
      const told = vscode.l10n.t("{0} on {1} is answering.", label, host);
      const rate = activity.tokensPerSecond;
      if (rate === undefined) return { text: `$(loading~spin) ${label}`, told };
      const count = rate < 10 ? rate.toFixed(1) : Math.round(rate).toFixed();
      return { text: `$(loading~spin) ${label} · ${vscode.l10n.t("{0} tokens/s", count)}`, told };
    }
    case "failed":
      return { text: `$(warning) ${label}`, told: describeFault(activity.fault).message };
  }
}

/** A label may be long, and `$(name)` in it would become a picture. */
export function shortLabel({ label }: ModelEndpoint): string {
  return plainText(label, 24).replaceAll("$(", "\\$(");
}
