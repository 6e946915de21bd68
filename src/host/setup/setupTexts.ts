import * as vscode from "vscode";
import type { Fault } from "../../core/reply/fault.ts";
import { describeFault } from "../../core/reply/faultText.ts";
import type { AddressProblem } from "../../core/settings/endpointAddress.ts";
import { plainText } from "../../core/text/plainText.ts";

/** A server's text in a label, where `$(name)` would become a picture. */
export function plainLabel(text: string): string {
  return plainText(text, 100).replaceAll("$(", "\\$(");
}

export function addressProblemText(problem: AddressProblem): string {
  switch (problem) {
    case "notWeb":
      return vscode.l10n.t("Type a host and a port, or an http or https address.");
    case "credentials":
      return vscode.l10n.t(
        "An address has no user name and no password in it. The token comes in a later step.",
      );
    case "query":
      return vscode.l10n.t("An address ends before “?” and “#”.");
  }
}

/** What went wrong with an address that was just typed, and what to do there. */
export function addressFaultText(fault: Fault): string {
  const { host } = fault;
  switch (fault.kind) {
    case "unreachable":
      return vscode.l10n.t(
        "{0} could not be reached ({1}). Check the host, the port, and that the server runs.",
        host,
        fault.cause,
      );
    case "wrongScheme":
      return fault.suggested === "http"
        ? vscode.l10n.t(
            "{0} does not speak https. With http, all that is sent can be read on its way.",
            host,
          )
        : vscode.l10n.t("{0} speaks https, not http.", host);
    case "notFound":
      return vscode.l10n.t(
        "{0} answers, but has no list of models at this path (404). Check the path.",
        host,
      );
    case "notAModelEndpoint":
      return vscode.l10n.t("{0} answers, but not as a model server does. Check the address.", host);
    case "redirected":
      return vscode.l10n.t(
        "{0} redirects to {1}, where nothing was sent. If that is right, type that address.",
        host,
        fault.target,
      );
    default:
      return describeFault(fault).message;
  }
}
