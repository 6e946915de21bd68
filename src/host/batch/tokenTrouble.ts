import { hostOf } from "../../core/settings/endpoint.ts";
import type { Fault } from "../../core/reply/fault.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import { findModel, readSettings } from "../settings.ts";

/** Whether a batch paused because a server of its models did not take the token. */
export function needsToken(models: readonly string[], notice: string): boolean {
  const settings = readSettings();
  return models.some((key) => {
    const endpoint = findModel(settings, key);
    if (endpoint === undefined) return false;
    const host = hostOf(endpoint);
    const faults: readonly Fault[] = [
      { kind: "unauthorized", host, status: 401, detail: "" },
      { kind: "unauthorized", host, status: 403, detail: "" },
      { kind: "invalidToken", host },
    ];
    return faults.some((fault) => describeFault(fault).message === notice);
  });
}
