import type { Fault } from "./fault.ts";
import type { Waiting } from "./reply.ts";
import { plainText } from "../text/plainText.ts";

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
        message: `${fault.host} could not be reached: ${causeText(fault.cause)}. Check that the server runs and that the address in the settings is right.`,
        remedies: ["retry", "openSettings"],
      };
    case "tls":
      return {
        message: certificateText(fault),
        remedies: ["retry", "openSettings"],
      };
    case "wrongScheme":
      return {
        message: `${fault.host} does not speak ${fault.suggested === "http" ? "https" : "http"}. Change the address in the settings to ${fault.suggested}://${fault.host}.`,
        remedies: ["changeScheme", "openSettings"],
      };
    case "unauthorized":
      return {
        message: `${fault.host} did not accept the token (${fault.status}). Set the token for this server, then ask again.`,
        remedies: ["setToken", "retry"],
      };
    case "invalidToken":
      return {
        message: `The token stored for ${fault.host} cannot be sent: it has spaces, line breaks or other signs that no token has. Set it again.`,
        remedies: ["setToken", "retry"],
      };
    case "notFound":
      return {
        message: notFoundText(fault),
        remedies: ["openSettings", "testConnections", "retry"],
      };
    case "badRequest":
      return {
        message: `${fault.host} refused the request (${fault.status})${quoted(fault.detail)} Check the model's parameters in the settings.`,
        remedies: ["openSettings", "retry"],
      };
    case "promptTooLong":
      return {
        message: `${promptTooLongText(fault)} Shorten the passage or start a new conversation.`,
        remedies: ["shorten", "newConversation"],
      };
    case "rateLimited":
      return {
        message: `${fault.host} is busy (429)${askedText(fault.tries)}. Try again ${fault.retryAfter === undefined ? "in a moment" : `in ${durationText(fault.retryAfter)}`}.`,
        remedies: ["retry"],
      };
    case "serverError":
      return {
        message: `${fault.host} failed (${fault.status})${askedText(fault.tries)}${quoted(fault.detail)} Try again; if it stays, tell the server's operator.`,
        remedies: ["retry", "testConnections", "showLog"],
      };
    case "firstByteTimeout":
      return {
        message: `${fault.host} sent nothing for ${fault.seconds} s. The server may be busy; the limit is the setting “First byte timeout”.`,
        remedies: ["retry", "openSettings"],
      };
    case "stalled":
      return {
        message: `${fault.host} stopped sending: no new text for ${fault.seconds} s. The reply is incomplete.`,
        remedies: ["retry", "openSettings"],
      };
    case "connectionLost":
      return {
        message: `The connection to ${fault.host} broke (${fault.cause}). The reply is incomplete.`,
        remedies: ["retry", "showLog"],
      };
    case "notAModelEndpoint":
      return {
        message: `${fault.host} answered, but not as a model does (${fault.detail}). Check the address; it usually ends in /v1.`,
        remedies: ["openSettings", "testConnections", "showLog"],
      };
    case "replyTooLarge":
      return {
        message: tooLargeText(fault),
        remedies: ["retry", "openSettings"],
      };
    case "redirected":
      return {
        message: `${fault.host} redirected the request to ${fault.target}. Neither text nor token was sent there. If that is right, put the address into the settings.`,
        remedies: ["openSettings"],
      };
    case "modelError":
      return {
        message: `${fault.host} broke off with an error${quoted(fault.detail)}`,
        remedies: ["retry", "showLog"],
      };
    case "incomplete":
      return {
        message: fault.inThinking
          ? `${fault.host} ended the reply while the model was still thinking. There is no answer.`
          : `${fault.host} ended the reply without finishing it. It is incomplete.`,
        remedies: ["retry"],
      };
    case "interrupted":
      return {
        message: `VS Code ended while ${fault.host} was answering. The reply is incomplete.`,
        remedies: ["retry"],
      };
    case "elsewhere":
      return {
        message: `Another window is receiving this reply of ${fault.host}. What comes there is soon shown here too.`,
        remedies: ["reopen"],
      };
    case "malformed":
      return {
        message: `${fault.host} sent something that is no chat completion (${fault.detail}). The reply is incomplete.`,
        remedies: ["retry", "testConnections", "showLog"],
      };
  }
}

function tooLargeText({ host, limit, setting }: Extract<Fault, { kind: "replyTooLarge" }>): string {
  const megabytes = Math.round(limit / 100_000) / 10;
  const inOne = setting === "frameLimit" ? " in one piece" : "";
  const told = `${host} sent more than ${megabytes} MB${inOne}, so the reply was cut off.`;
  if (setting === undefined) return told;
  return `${told} The limit is the setting “${setting === "frameLimit" ? "Frame limit" : "Reply limit"}”.`;
}

/** Why a request waits until it is sent again, in one sentence. */
export function describeCause(fault: Fault): string {
  switch (fault.kind) {
    case "rateLimited":
      return `${fault.host} is busy (429).`;
    case "serverError":
      return `${fault.host} failed (${fault.status}).`;
    default:
      return describeFault(fault).message;
  }
}

/** What a request waits for, with the seconds that are left. */
export function describeWait({ fault, seconds, attempt, attempts }: Waiting): string {
  const count = attempts > 1 ? ` (${attempt} of ${attempts})` : "";
  return `${describeCause(fault)} Asking again in ${Math.ceil(seconds)} s${count}.`;
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

function askedText(tries: number | undefined): string {
  if (tries === undefined) return "";
  return `, asked ${tries === 2 ? "twice" : `${tries} times`}`;
}

/** @param seconds are told as minutes where they are many. */
function durationText(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${format(Math.ceil(seconds / 60))} min`;
}

function certificateText({ host, cause }: Extract<Fault, { kind: "tls" }>): string {
  if (cause === "CERT_HAS_EXPIRED") {
    return `${host} has a certificate that has expired (${cause}). Its operator has to renew it, or the clock here is wrong.`;
  }
  if (cause === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return `${host} has a certificate for another name (${cause}). Use the name that the certificate is for in the address, or tell the server's operator.`;
  }
  return `${host} has a certificate that is not trusted here (${cause}). Add it to the system's trusted certificates, then restart VS Code.`;
}

function notFoundText(fault: Extract<Fault, { kind: "notFound" }>): string {
  const { host, model, available } = fault;
  if (available === undefined) {
    return `${host} has nothing at this address (404)${quoted(fault.detail)} Check that it ends in /v1 and that the model is named “${model}”.`;
  }
  return `${host} has no model “${model}” (404). It offers ${offerText(available)}. Choose one in the settings.`;
}

/** A server's own list may be of any length and its names may be anything. */
function offerText(available: readonly string[]): string {
  if (available.length === 0) return "no model";
  const most = 5;
  const named = available.slice(0, most).map((id) => `“${plainText(id, 60)}”`);
  const others = available.length - named.length;
  return named.join(", ") + (others > 0 ? ` and ${others} more` : "");
}

function promptTooLongText(fault: Extract<Fault, { kind: "promptTooLong" }>): string {
  const { host, limit, requested } = fault;
  if (limit === undefined || requested === undefined) {
    return `The prompt is too long for the model on ${host}${quoted(fault.detail)}`;
  }
  const over = Math.max(0, requested - limit);
  return `The prompt is too long for the model on ${host}: ${format(requested)} tokens, where ${format(limit)} fit (${format(over)} too many).`;
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}

function quoted(detail: string): string {
  if (detail === "") return ".";
  return `: “${detail}”${/[.!?。]$/u.test(detail) ? "" : "."}`;
}

function causeText(cause: string): string {
  return causes.get(cause) ?? cause;
}

const causes: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "nothing listens there (ECONNREFUSED)"],
  ["ENOTFOUND", "the name is unknown (ENOTFOUND)"],
  ["EAI_AGAIN", "the name could not be looked up (EAI_AGAIN)"],
  ["ETIMEDOUT", "it did not answer (ETIMEDOUT)"],
  ["UND_ERR_CONNECT_TIMEOUT", "it did not answer (connect timeout)"],
  ["EHOSTUNREACH", "there is no route to it (EHOSTUNREACH)"],
  ["ENETUNREACH", "the network is unreachable (ENETUNREACH)"],
  ["ECONNRESET", "the connection was reset (ECONNRESET)"],
  [
    "UND_ERR_SOCKET",
    "it closed the connection at once, as if it wanted the other of http and https",
  ],
]);
