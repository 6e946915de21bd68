import type * as vscode from "vscode";
import { ReplyRecord } from "../../core/conversation/replyRecord.ts";
import {
  deliver,
  fanOut,
  type CompletionRequest,
  type Outcome,
  type ReplySink,
} from "../../core/reply/reply.ts";
import { originOf } from "../../core/settings/endpoint.ts";
import { readSettings } from "../settings.ts";
import type { NativeChatServices } from "./nativeChatServices.ts";

/** What came of a question: VS Code's chat has a place for one answer. */
export interface AnsweredOnce {
  readonly outcome: Outcome;
  readonly record: ReplyRecord;
}

/** Asks for one answer, with the token and the limits of the panel; cancelling closes the connection. */
export async function askOnce(
  { client, tokens, facts }: Pick<NativeChatServices, "client" | "tokens" | "facts">,
  asked: Pick<CompletionRequest, "endpoint" | "messages" | "tools">,
  sink: ReplySink,
  cancellation: vscode.CancellationToken,
): Promise<AnsweredOnce> {
  const endpoint = { ...asked.endpoint, n: 1 };
  const abort = new AbortController();
  const stop = () => abort.abort();
  const listener = cancellation.onCancellationRequested(stop);
  if (cancellation.isCancellationRequested) stop();
  try {
    const record = new ReplyRecord();
    const token = await tokens.get(originOf(endpoint));
    const request = {
      ...{ ...asked, endpoint, limits: readSettings().limits },
      ...(token === undefined ? {} : { token }),
    };
    const outcome = await deliver(client.stream(request, abort.signal), fanOut(record, sink));
    facts.learn(endpoint, asked.messages, record.usage, outcome);
    return { outcome, record };
  } finally {
    listener.dispose();
  }
}
