import * as l10n from "@vscode/l10n";
import { hostOf, type ModelEndpoint } from "../core/settings/endpoint.ts";
import type { Fault } from "../core/reply/fault.ts";
import { JsonSizeError } from "./boundedJson.ts";
import { GuardError } from "./guardedFetch.ts";

/**
 * The fault behind something thrown by the SDK or by `fetch`, which both hide the cause a few
 * levels down.
 *
 * @param opened whether the server had begun to answer.
 */
export function faultOfThrown(error: unknown, endpoint: ModelEndpoint, opened: boolean): Fault {
  const host = hostOf(endpoint);
  const chain = [...causesOf(error)];
  const guard = chain.find((cause) => cause instanceof GuardError);
  if (guard !== undefined) return guard.fault;
  const code = chain.map(codeOf).find((found) => found !== undefined);
  if (code !== undefined && isCertificateCode(code)) return { kind: "tls", host, cause: code };
  const isHttps = endpoint.baseUrl.startsWith("https:");
  if (isHttps && code !== undefined && /^ERR_SSL_|^EPROTO$/u.test(code)) {
    return { kind: "wrongScheme", host, suggested: "http" };
  }
  const isForeign = chain.some(isParserError);
  if (isForeign && !isHttps && !opened) return { kind: "wrongScheme", host, suggested: "https" };
  if (chain.some((cause) => cause instanceof JsonSizeError)) {
    return { kind: "malformed", host, detail: l10n.t("JSON of more parts than any answer has") };
  }
  if (chain.some((cause) => cause instanceof SyntaxError)) {
    return { kind: "malformed", host, detail: l10n.t("a frame that is not JSON") };
  }
  const cause = code ?? (isForeign ? l10n.t("invalid HTTP") : l10n.t("unknown cause"));
  return opened ? { kind: "connectionLost", host, cause } : { kind: "unreachable", host, cause };
}

function* causesOf(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; depth < 8 && current instanceof Error; depth++) {
    yield current;
    if (current instanceof AggregateError) yield* current.errors.filter(isError);
    current = current.cause;
  }
}

function isError(value: unknown): value is Error {
  return value instanceof Error;
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" && error.code !== ""
    ? error.code
    : undefined;
}

/** What came is no HTTP, e.g. a TLS alert; not every version of `fetch` gives a code for it. */
function isParserError(error: Error): boolean {
  return error.name === "HTTPParserError" || codeOf(error)?.startsWith("HPE_") === true;
}

/** Codes of OpenSSL's verification, as Node passes them on. */
function isCertificateCode(code: string): boolean {
  return /CERT|UNABLE_TO_|SELF_SIGNED|HOSTNAME_MISMATCH|ALTNAME/u.test(code);
}
