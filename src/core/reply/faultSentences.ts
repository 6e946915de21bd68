import * as l10n from "@vscode/l10n";
import type { Fault } from "./fault.ts";
import { listText, quotedName, sentencesText } from "../text/listText.ts";
import { plainText } from "../text/plainText.ts";
import { groupedNumber } from "../text/groupedNumber.ts";

/** A fault of one kind. */
type Of<Kind extends Fault["kind"]> = Extract<Fault, { kind: Kind }>;

export function tooLargeText({ host, limit, setting }: Of<"replyTooLarge">): string {
  const megabytes = Math.round(limit / 100_000) / 10;
  if (setting === "frameLimit") {
    return l10n.t(
      "{0} sent more than {1} MB in one piece, so the reply was cut off. The limit is the setting “Frame limit”.",
      ...[host, megabytes],
    );
  }
  if (setting === "replyLimit") {
    return l10n.t(
      "{0} sent more than {1} MB, so the reply was cut off. The limit is the setting “Reply limit”.",
      ...[host, megabytes],
    );
  }
  return l10n.t("{0} sent more than {1} MB, so the reply was cut off.", host, megabytes);
}

export function busyText({ host, tries }: Of<"rateLimited">): string {
  if (tries === undefined) return l10n.t("{0} is busy (429).", host);
  if (tries === 2) return l10n.t("{0} is busy (429), asked twice.", host);
  return l10n.t("{0} is busy (429), asked {1} times.", host, tries);
}

/** @param seconds are told as minutes where they are many. */
export function againText(seconds: number | undefined): string {
  if (seconds === undefined) return l10n.t("Try again in a moment.");
  if (seconds < 120) return l10n.t("Try again in {0} s.", seconds);
  return l10n.t("Try again in {0} min.", groupedNumber(Math.ceil(seconds / 60)));
}

export function refusedText({ host, status, detail }: Of<"badRequest">): string {
  return detail === ""
    ? l10n.t("{0} refused the request ({1}).", host, status)
    : l10n.t("{0} refused the request ({1}): {2}", host, status, quoted(detail));
}

export function failedText(fault: Of<"serverError">): string {
  const { host, status, tries, detail } = fault;
  const told = quoted(detail);
  if (tries === undefined) {
    return detail === ""
      ? l10n.t("{0} failed ({1}).", host, status)
      : l10n.t("{0} failed ({1}): {2}", host, status, told);
  }
  if (tries === 2) {
    return detail === ""
      ? l10n.t("{0} failed ({1}), asked twice.", host, status)
      : l10n.t("{0} failed ({1}), asked twice: {2}", host, status, told);
  }
  return detail === ""
    ? l10n.t("{0} failed ({1}), asked {2} times.", host, status, tries)
    : l10n.t("{0} failed ({1}), asked {2} times: {3}", host, status, tries, told);
}

export function certificateText({ host, cause }: Of<"tls">): string {
  if (cause === "CERT_HAS_EXPIRED") {
    return l10n.t(
      "{0} has a certificate that has expired ({1}). Its operator has to renew it, or the clock here is wrong.",
      ...[host, cause],
    );
  }
  if (cause === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return l10n.t(
      "{0} has a certificate for another name ({1}). Use the name that the certificate is for in the address, or tell the server's operator.",
      ...[host, cause],
    );
  }
  return l10n.t(
    "{0} has a certificate that is not trusted here ({1}). Add it to the system's trusted certificates, then restart VS Code.",
    ...[host, cause],
  );
}

export function notFoundText(fault: Of<"notFound">): string {
  const { host, model, detail, available } = fault;
  if (available !== undefined) {
    return l10n.t(
      "{0} has no model “{1}” (404). It offers {2}. Choose one in the settings.",
      ...[host, model, offerText(available)],
    );
  }
  return sentencesText([
    detail === ""
      ? l10n.t("{0} has nothing at this address (404).", host)
      : l10n.t("{0} has nothing at this address (404): {1}", host, quoted(detail)),
    l10n.t("Check that it ends in /v1 and that the model is named “{0}”.", model),
  ]);
}

/** A server's own list may be of any length and its names may be anything. */
function offerText(available: readonly string[]): string {
  if (available.length === 0) return l10n.t("no model");
  const most = 5;
  const named = listText(available.slice(0, most).map((id) => quotedName(plainText(id, 60))));
  const others = available.length - most;
  return others > 0 ? l10n.t("{0} and {1} more", named, others) : named;
}

export function promptTooLongText(fault: Of<"promptTooLong">): string {
  const { host, limit, requested, detail } = fault;
  if (limit !== undefined && requested !== undefined) {
    const over = Math.max(0, requested - limit);
    return l10n.t(
      "The prompt is too long for the model on {0}: {1} tokens, where {2} fit ({3} too many).",
      ...[host, groupedNumber(requested), groupedNumber(limit), groupedNumber(over)],
    );
  }
  return detail === ""
    ? l10n.t("The prompt is too long for the model on {0}.", host)
    : l10n.t("The prompt is too long for the model on {0}: {1}", host, quoted(detail));
}

/** What a server said, as a sentence. */
export function quoted(detail: string): string {
  return /[.!?。]$/u.test(detail) ? l10n.t("“{0}”", detail) : l10n.t("“{0}”.", detail);
}

export function causeText(cause: string): string {
  switch (cause) {
    case "ECONNREFUSED":
      return l10n.t("nothing listens there (ECONNREFUSED)");
    case "ENOTFOUND":
      return l10n.t("the name is unknown (ENOTFOUND)");
    case "EAI_AGAIN":
      return l10n.t("the name could not be looked up (EAI_AGAIN)");
    case "ETIMEDOUT":
      return l10n.t("it did not answer (ETIMEDOUT)");
    case "UND_ERR_CONNECT_TIMEOUT":
      return l10n.t("it did not answer (connect timeout)");
    case "EHOSTUNREACH":
      return l10n.t("there is no route to it (EHOSTUNREACH)");
    case "ENETUNREACH":
      return l10n.t("the network is unreachable (ENETUNREACH)");
    case "ECONNRESET":
      return l10n.t("the connection was reset (ECONNRESET)");
    case "UND_ERR_SOCKET":
      return l10n.t(
        "it closed the connection at once, as if it wanted the other of http and https",
      );
    default:
      return cause;
  }
}
