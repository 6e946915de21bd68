import { parseArgs } from "node:util";

const usage = `npm start -- [options]
Opens VS Code with Tibet Model Chat, a sample folder and a practice server, all on this machine.

  --endpoint URL   talk to this OpenAI-compatible server instead (http://host:8000/v1)
  --model NAME     the name that server knows its model by; goes with --endpoint
  --token TOKEN    its token; used only where the server is on this machine
  --browser        use VS Code in a browser even where a desktop VS Code is found
  --no-open        print the address only, open no browser
  --help           this text
`;

export interface StartArguments {
  /** A real server in place of the practice one. */
  readonly server?: { readonly baseUrl: string; readonly model: string; readonly token?: string };
  readonly browser: boolean;
  readonly open: boolean;
}

/** Reads the command line; a text to print and end with where that is all there is to do. */
export function readArguments(
  args: readonly string[],
): StartArguments | { readonly print: string } {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      endpoint: { type: "string" },
      model: { type: "string" },
      token: { type: "string" },
      browser: { type: "boolean", default: false },
      open: { type: "boolean", default: true },
      help: { type: "boolean", default: false },
    },
  });
  const { endpoint, model, token, browser, open, help } = values;
  if (help) return { print: usage };
  if (endpoint === undefined && (model ?? token) !== undefined) {
    throw new Error("--model and --token go with --endpoint.");
  }
  if (endpoint === undefined) return { browser, open };
  if (!/^https?:$/u.test(URL.parse(endpoint)?.protocol ?? "")) {
    throw new Error(`--endpoint must be an http or https address, not ${endpoint}`);
  }
  if (model === undefined) throw new Error("--endpoint needs --model, the name of a model there.");
  const server = { baseUrl: endpoint, model, ...(token === undefined ? {} : { token }) };
  return { server, browser, open };
}
