import * as l10n from "@vscode/l10n";
import type { Fault } from "./fault.ts";
import type { Waiting } from "./reply.ts";
import { sentencesText } from "../text/listText.ts";
import {
  againText,
  busyText,
  causeText,
  certificateText,
  failedText,
  notFoundText,
  promptTooLongText,
  quoted,
  refusedText,
  tooLargeText,
} from "./faultSentences.ts";

/** What a person can do about a fault; each is one button. */
export type Remedy =
  | "retry"
  | "setToken"
  | "openSettings"
  | "testConnections"
  | "configureModels"
  | "newConversation"
  | "shorten"
  | "reopen"
  | "changeScheme"
  | "showLog";

export interface FaultText {
  /** One or two sentences: what happened, on which host, what to do. */
  readonly message: string;
  /** Most helpful first. */
  readonly remedies: readonly Remedy[];
}

/** A fault in words for the person who asked. */
export function describeFault(fault: Fault): FaultText {
  switch (fault.kind) {
    case "unreachable":
      return {
        message: l10n.t(
          "{0} could not be reached: {1}. Check that the server runs and that the address in the settings is right.",
          ...[fault.host, causeText(fault.cause)],
        ),
        remedies: ["retry", "openSettings"],
      };
    case "tls":
      return {
        message: certificateText(fault),
        remedies: ["retry", "openSettings"],
      };
    case "wrongScheme":
      return {
        message: l10n.t(
          "{0} does not speak {1}. Change the address in the settings to {2}.",
          fault.host,
          fault.suggested === "http" ? "https" : "http",
          `${fault.suggested}://${fault.host}`,
        ),
        remedies: ["changeScheme", "openSettings"],
      };
    case "unauthorized":
      return {
        message: l10n.t(
          "{0} did not accept the token ({1}). Set the token for this server, then ask again.",
          ...[fault.host, fault.status],
        ),
        remedies: ["setToken", "retry"],
      };
    case "invalidToken":
      return {
        message: l10n.t(
          "The token stored for {0} cannot be sent: it has spaces, line breaks or other signs that no token has. Set it again.",
          fault.host,
        ),
        remedies: ["setToken", "retry"],
      };
    case "notFound":
      return {
        message: notFoundText(fault),
        remedies: ["openSettings", "testConnections", "retry"],
      };
    case "badRequest":
      return {
        message: sentencesText([
          refusedText(fault),
          l10n.t("Check the model's parameters in the settings."),
        ]),
        remedies: ["openSettings", "retry"],
      };
    case "promptTooLong":
      return {
        message: sentencesText([
          promptTooLongText(fault),
          l10n.t("Shorten the passage or start a new conversation."),
        ]),
        remedies: ["shorten", "newConversation"],
      };
    case "rateLimited":
      return {
        message: sentencesText([busyText(fault), againText(fault.retryAfter)]),
        remedies: ["retry"],
      };
    case "serverError":
      return {
        message: sentencesText([
          failedText(fault),
          l10n.t("Try again; if it stays, tell the server's operator."),
        ]),
        remedies: ["retry", "testConnections", "showLog"],
      };
    case "firstByteTimeout":
      return {
        message: l10n.t(
          "{0} sent nothing for {1} s. The server may be busy; the limit is the setting “First byte timeout”.",
          ...[fault.host, fault.seconds],
        ),
        remedies: ["retry", "openSettings"],
      };
    case "stalled":
      return {
        message: l10n.t(
          "{0} stopped sending: no new text for {1} s. The reply is incomplete.",
          ...[fault.host, fault.seconds],
        ),
        remedies: ["retry", "openSettings"],
      };
    case "connectionLost":
      return {
        message: l10n.t(
          "The connection to {0} broke ({1}). The reply is incomplete.",
          ...[fault.host, fault.cause],
        ),
        remedies: ["retry", "showLog"],
      };
    case "notAModelEndpoint":
      return {
        message: l10n.t(
          "{0} answered, but not as a model does ({1}). Check the address; it usually ends in /v1.",
          ...[fault.host, fault.detail],
        ),
        remedies: ["openSettings", "testConnections", "showLog"],
      };
    case "replyTooLarge":
      return {
        message: tooLargeText(fault),
        remedies: ["retry", "openSettings"],
      };
    case "redirected":
      return {
        message: l10n.t(
          "{0} redirected the request to {1}. Neither text nor token was sent there. If that is right, put the address into the settings.",
          ...[fault.host, fault.target],
        ),
        remedies: ["openSettings"],
      };
    case "modelError":
      return {
        message:
          fault.detail === ""
            ? l10n.t("{0} broke off with an error.", fault.host)
            : l10n.t("{0} broke off with an error: {1}", fault.host, quoted(fault.detail)),
        remedies: ["retry", "showLog"],
      };
    case "incomplete":
      return {
        message: fault.inThinking
          ? l10n.t(
              "{0} ended the reply while the model was still thinking. There is no answer.",
              fault.host,
            )
          : l10n.t("{0} ended the reply without finishing it. It is incomplete.", fault.host),
        remedies: ["retry"],
      };
    case "interrupted":
      return {
        message: l10n.t(
          "VS Code ended while {0} was answering. The reply is incomplete.",
          fault.host,
        ),
        remedies: ["retry"],
      };
    case "elsewhere":
      return {
        message: l10n.t(
          "Another window is receiving this reply of {0}. What comes there is soon shown here too.",
          fault.host,
        ),
        remedies: ["reopen"],
      };
    case "malformed":
      return {
        message: l10n.t(
          "{0} sent something that is no chat completion ({1}). The reply is incomplete.",
          ...[fault.host, fault.detail],
        ),
        remedies: ["retry", "testConnections", "showLog"],
      };
  }
}

/** Why a request waits until it is sent again, in one sentence. */
export function describeCause(fault: Fault): string {
  switch (fault.kind) {
    case "rateLimited":
      return l10n.t("{0} is busy (429).", fault.host);
    case "serverError":
      return l10n.t("{0} failed ({1}).", fault.host, fault.status);
    default:
      return describeFault(fault).message;
  }
}

/** What a request waits for, with the seconds that are left. */
export function describeWait({ fault, seconds, attempt, attempts }: Waiting): string {
  const left = Math.ceil(seconds);
  return sentencesText([
    describeCause(fault),
    attempts > 1
      ? l10n.t("Asking again in {0} s ({1} of {2}).", left, attempt, attempts)
      : l10n.t("Asking again in {0} s.", left),
  ]);
}

/** Whether two faults have one cause, so that mending it once is enough; their numbers may differ. */
export function haveSameCause(one: Fault, other: Fault): boolean {
  return causeKey(one) === causeKey(other);
}

function causeKey(fault: Fault): string {
  const passing = new Set(["tries", "retryAfter", "detail"]);
  const lasting = Object.entries(fault).filter(([name]) => !passing.has(name));
  return JSON.stringify(lasting.sort(([a], [b]) => (a < b ? -1 : 1)));
}
