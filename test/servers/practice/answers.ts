import type { ResponseDirective } from "./directives.ts";

/** A whole response: what is not a stream. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, contentType: "application/json", body: JSON.stringify(value) };
}

export function htmlAnswer(body: string, status = 200): Answer {
  return { status, contentType: "text/html; charset=utf-8", body };
}

export function directedAnswer({
  status,
  body = "",
  contentType,
  headers,
}: ResponseDirective): Answer {
  const isText = typeof body === "string";
  return {
    status,
    contentType: contentType ?? (isText ? "text/plain; charset=utf-8" : "application/json"),
    body: isText ? body : JSON.stringify(body),
    ...(headers === undefined ? {} : { headers }),
  };
}

/** An error in the shape vLLM has used since 0.10.1. */
export function errorBody(message: string, type: string, code: number): object {
  return { error: { message, type, param: null, code } };
}

/** A parameter the server does not take. */
export function badRequest(message: string): Answer {
  return jsonAnswer(errorBody(message, "BadRequestError", 400), 400);
}

/** A body that is not of the request's form, in the words of vLLM's validator. */
export function malformedBody(type: string, location: string, message: string): Answer {
  const text = `[{'type': '${type}', 'loc': ('body', '${location}'), 'msg': '${message}'}]`;
  return jsonAnswer(errorBody(text, "Bad Request", 400), 400);
}

export function unknownModel(model: unknown): Answer {
  const name = typeof model === "string" ? model : JSON.stringify(model);
  const message = `The model \`${name}\` does not exist.`;
  return jsonAnswer(errorBody(message, "NotFoundError", 404), 404);
}

/** A string, not an object: vLLM's check of the token stands before its error shapes. */
export function unauthorized(): Answer {
  return jsonAnswer({ error: "Unauthorized" }, 401);
}

export function unknownPath(): Answer {
  return jsonAnswer({ detail: "Not Found" }, 404);
}

export function wrongMethod(allowed: string): Answer {
  return { ...jsonAnswer({ detail: "Method Not Allowed" }, 405), headers: { allow: allowed } };
}
