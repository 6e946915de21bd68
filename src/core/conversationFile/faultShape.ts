import * as l10n from "@vscode/l10n";
import type { Fault } from "../reply/fault.ts";
import type { Outcome } from "../reply/reply.ts";
import { amount, count, flag, list, name, oneOf, optional, variants } from "./shape.ts";

const host = name;
const detail = name;
const status = count;
const seconds = amount;
const tries = optional(count);

const fault = variants<Fault, "kind">("kind", {
  unreachable: { host, cause: name },
  tls: { host, cause: name },
  wrongScheme: { host, suggested: oneOf({ http: true, https: true }) },
  unauthorized: { host, status, detail },
  notFound: {
    ...{ host, detail },
    model: name,
    available: optional(list(name, (number) => l10n.t("model {0}", number), 100_000)),
  },
  badRequest: { host, status, detail },
  promptTooLong: { host, detail, limit: optional(amount), requested: optional(amount) },
  rateLimited: { host, retryAfter: optional(seconds), tries },
  serverError: { host, status, detail, tries },
  firstByteTimeout: { host, seconds },
  stalled: { host, seconds },
  connectionLost: { host, cause: name },
  notAModelEndpoint: { host, detail },
  replyTooLarge: {
    ...{ host, limit: amount },
    setting: optional(oneOf({ frameLimit: true, replyLimit: true })),
  },
  redirected: { host, target: name },
  modelError: { host, detail },
  incomplete: { host, inThinking: flag },
  interrupted: { host },
  elsewhere: { host },
  malformed: { host, detail },
  invalidToken: { host },
});

export const outcome = variants<Outcome, "status">("status", {
  done: {},
  stopped: {},
  failed: { fault },
});
