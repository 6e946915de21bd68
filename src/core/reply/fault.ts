/**
 * What can go wrong between a question and its answer, as a value.
 * `host` is the server's host and port; `detail` is the server's own text, plain and at most
 * 200 characters; `cause` is an error code such as `ECONNREFUSED`.
 */
export type Fault =
  | { readonly kind: "unreachable"; readonly host: string; readonly cause: string }
  | { readonly kind: "tls"; readonly host: string; readonly cause: string }
  | { readonly kind: "wrongScheme"; readonly host: string; readonly suggested: "http" | "https" }
  | {
      readonly kind: "unauthorized";
      readonly host: string;
      readonly status: number;
      readonly detail: string;
    }
  | {
      readonly kind: "notFound";
      readonly host: string;
      readonly model: string;
      readonly detail: string;
      /** What the server offers instead, where it answered `/models`. */
      readonly available?: readonly string[];
    }
  | {
      readonly kind: "badRequest";
      readonly host: string;
      readonly status: number;
      readonly detail: string;
    }
  | {
      readonly kind: "promptTooLong";
      readonly host: string;
      readonly detail: string;
      /** The model's window in tokens. */
      readonly limit?: number;
      /** What the request came to, in tokens. */
      readonly requested?: number;
    }
  | {
      readonly kind: "rateLimited";
      readonly host: string;
      /** The server's `Retry-After`, in seconds. */
      readonly retryAfter?: number;
      /** How often it was asked, where that was more than once. */
      readonly tries?: number;
    }
  | {
      readonly kind: "serverError";
      readonly host: string;
      readonly status: number;
      readonly detail: string;
      /** How often it was asked, where that was more than once. */
      readonly tries?: number;
    }
  | { readonly kind: "firstByteTimeout"; readonly host: string; readonly seconds: number }
  | { readonly kind: "stalled"; readonly host: string; readonly seconds: number }
  | { readonly kind: "connectionLost"; readonly host: string; readonly cause: string }
  | { readonly kind: "notAModelEndpoint"; readonly host: string; readonly detail: string }
  | {
      readonly kind: "replyTooLarge";
      readonly host: string;
      /** In bytes. */
      readonly limit: number;
      /** The setting that it comes from. */
      readonly setting?: "frameLimit" | "replyLimit";
    }
  | { readonly kind: "redirected"; readonly host: string; readonly target: string }
  /** An error the server sent inside a stream it had begun with status 200. */
  | { readonly kind: "modelError"; readonly host: string; readonly detail: string }
  /** The stream ended properly but the reply did not. */
  | { readonly kind: "incomplete"; readonly host: string; readonly inThinking: boolean }
  /** VS Code ended, or its extension host did, while the reply arrived. */
  | { readonly kind: "interrupted"; readonly host: string }
  /** Another window of VS Code is receiving the reply right now. */
  | { readonly kind: "elsewhere"; readonly host: string }
  | { readonly kind: "malformed"; readonly host: string; readonly detail: string }
  /** The stored token cannot be a header's value. */
  | { readonly kind: "invalidToken"; readonly host: string };
