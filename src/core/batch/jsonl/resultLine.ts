import * as l10n from "@vscode/l10n";
import { ReplyRecord } from "../../conversation/replyRecord.ts";
import { isRecord } from "../../record.ts";
import type { Usage } from "../../reply/reply.ts";
import { errorText, ReplyParser } from "../../reply/replyParser.ts";
import { plainText } from "../../text/plainText.ts";
import { readRequestId, type RequestId } from "./requestId.ts";

/** What a line of a result file says. Problems are sentences for the person. */
export type ResultLine =
  | {
      readonly kind: "answer";
      readonly id: RequestId;
      /** Without thinking. */
      readonly answer: string;
      readonly usage?: Usage;
    }
  /** The request was run and has no answer that could be used. */
  | {
      readonly kind: "failed";
      readonly id: RequestId;
      readonly problem: string;
      readonly usage?: Usage;
    }
  /** The line is no result of ours. */
  | { readonly kind: "unreadable"; readonly problem: string };

/** Longest line that is read, in UTF-16 code units: more than any answer with its thinking has. */
export const longestLine = 32 * 1024 * 1024;

/**
 * Reads a line that `vllm run-batch`, or another runner of OpenAI's format, wrote for a request.
 * Everything in it is untrusted.
 *
 * @param thinkingOf the setting that an item was asked with.
 */
export function readResultLine(
  line: string,
  thinkingOf: (item: string) => boolean | undefined,
): ResultLine {
  if (line.length > longestLine) return unreadable(l10n.t("The line is too long."));
  const result = parse(line.replace(/^\uFEFF/u, ""));
  if (!isRecord(result))
    return unreadable(l10n.t("The line is no JSON object; the file may be cut."));
  const id = readRequestId(result["custom_id"]);
  if (id === undefined) return unreadable(l10n.t("The line has no custom_id of a batch."));

  const failed = (problem: string, usage?: Usage): ResultLine => ({
    ...{ kind: "failed", id, problem },
    ...(usage === undefined ? {} : { usage }),
  });
  const response = result["response"];
  const { status_code: status = 200, body } = isRecord(response) ? response : {};
  const error = errorOf(result["error"]) ?? errorOf(isRecord(body) ? body["error"] : body);
  if (status !== 200) {
    return failed(statusText(status, error));
  }
  if (error !== undefined) return failed(error);
  if (!isRecord(body)) return failed(l10n.t("The line has no response."));

  const thinking = thinkingOf(id.item);
  const parser = new ReplyParser(1, thinking);
  const parsed = parser.push(body);
  if (parsed.error !== undefined) return failed(errorOf(body) ?? plainText(parsed.error));
  const record = new ReplyRecord();
  for (const event of [...parsed.events, ...parser.end()]) record.receive(event);
  const [answer] = record.answers;
  const { usage } = record;
  if (answer?.finish === "length")
    return failed(l10n.t("The answer was cut at max_tokens."), usage);
  if (answer?.finish === "content_filter") {
    return failed(l10n.t("The server’s content filter cut the answer."), usage);
  }
  if (parser.inThinking) return failed(l10n.t("The model thought and did not answer."), usage);
  if (answer === undefined || answer.text.trim() === "")
    return failed(l10n.t("The answer is empty."), usage);
  return { kind: "answer", id, answer: answer.text, ...(usage === undefined ? {} : { usage }) };
}

function statusText(status: unknown, error: string | undefined): string {
  if (typeof status !== "number") {
    return error === undefined
      ? l10n.t("The server answered with no status.")
      : l10n.t("{0} (no status)", error);
  }
  return error === undefined
    ? l10n.t("The server answered with status {0}.", status)
    : l10n.t("{0} (status {1})", error, status);
}

function unreadable(problem: string): ResultLine {
  return { kind: "unreadable", problem };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** An error's text: vLLM writes its error response there, nested or flat, or only a text. */
function errorOf(error: unknown): string | undefined {
  if (error === undefined || error === null) return undefined;
  const nested = isRecord(error) && isRecord(error["error"]) ? error : { error };
  return plainText(errorText(nested) ?? "") || l10n.t("The server sent an error without a text.");
}
