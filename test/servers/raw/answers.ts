import { finish, opening } from "./frames.ts";
import type { Script } from "./scripts.ts";

/** One whole response, with nothing streamed. */
function whole(
  status: number,
  body: unknown,
  headers: Record<string, string> = { "content-type": "application/json" },
): Script {
  return ({ response }) => {
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, headers).end(sent);
  };
}

const html = { "content-type": "text/html; charset=utf-8" };
const error = (message: string, code: number) => ({ error: { message, type: "x", code } });
const message = { role: "assistant", content: "whole 全文" };
const completion = {
  object: "chat.completion",
  choices: [{ index: 0, message, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
};

function redirect(status: number): Script {
  return ({ response, otherOrigin, path }) => {
    response.writeHead(status, { location: otherOrigin + path }).end();
  };
}

/** Everything that is no stream. */
export const answers = {
  json: whole(200, completion),
  jsonError: whole(200, error("out of memory", 500)),
  jsonOther: whole(200, { hello: "world" }),
  jsonList: whole(200, []),
  jsonCut: whole(200, '{"choices": [{"index"'),
  jsonDeep: whole(200, "[".repeat(200_000) + "]".repeat(200_000)),
  html: whole(200, "<!doctype html><title>Sign in</title><h1>Portal</h1>", html),
  noType: whole(200, "hello", {}),
  emptyJson: whole(200, ""),
  emptyStream: whole(200, "", { "content-type": "text/event-stream" }),
  noContent: whole(204, "", {}),
  foreignStream: whole(200, opening + finish, { "content-type": "application/x-ndjson" }),
  redirect301: redirect(301),
  redirect302: redirect(302),
  redirect307: redirect(307),
  redirect308: redirect(308),
  unauthorized: whole(401, { error: "Unauthorized" }),
  forbidden: whole(403, { detail: "Not for you" }),
  notFound: ({ request, response }) => {
    response.setHeader("content-type", "application/json");
    const models = { object: "list", data: [{ id: "a" }, { id: "b" }, { name: "c" }, null] };
    if (request.method === "GET") response.end(JSON.stringify(models));
    else response.writeHead(404).end(JSON.stringify(error("The model `m` does not exist.", 404)));
  },
  notFoundAnywhere: whole(404, { detail: "Not Found" }),
  tooLong: whole(
    400,
    error(
      "This model's maximum context length is 32768 tokens. However, your request has 40000 input tokens.",
      400,
    ),
  ),
  badRequest: whole(400, error("temperature must be in [0, 2], got 3.", 400)),
  flatBadRequest: whole(400, { object: "error", message: "top_p must be in (0, 1].", code: 400 }),
  httpsWanted: whole(
    400,
    "<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>",
    html,
  ),
  busy: whole(429, error("busy", 429), { "retry-after": "7" }),
  busyUntil: ({ response }) => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    response.writeHead(429, { "retry-after": date }).end();
  },
  /** Comes with an id of its own for the request. */
  busyNow: whole(429, error("busy", 429), {
    "retry-after": "0",
    "x-request-id": "chatcmpl-1a2b3c4d",
  }),
  busyLong: whole(429, error("busy", 429), { "retry-after": "3600" }),
  busyForever: whole(429, "", { "retry-after": "Infinity" }),
  badGateway: whole(
    502,
    `<html><head><title>502</title></head><h1>Bad Gateway</h1>${"<p>nginx གནས་ཚུལ</p>".repeat(100)}</html>`,
    html,
  ),
  unavailable: whole(503, { detail: "The model is loading" }),
  /** Repeats what it was sent, credentials and all, as some servers do. */
  echo: ({ request, response }) => {
    const { authorization = "" } = request.headers;
    const text = `no such key: ${authorization}, once more: ${authorization}`;
    response.writeHead(500, { "content-type": "application/json" });
    response.end(JSON.stringify(error(text, 500)));
  },
  /** Gives the request the token for a name. */
  echoId: ({ request, response }) => {
    const { authorization = "" } = request.headers;
    response.writeHead(400, { "x-request-id": authorization.replace("Bearer ", "") }).end();
  },
  models: ({ response }) => {
    const cards = [
      { id: "m", max_model_len: 32768 },
      { id: "other", max_model_len: 1 },
    ];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", data: cards }));
  },
} satisfies Record<string, Script>;
