import { parseArgs } from "node:util";
import type { StepTime } from "./decoder.ts";
import { thinkingFields, type ThinkingField } from "./directives.ts";

/** How the practice server was started. */
export interface PracticeOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** Without one, any request is let in. */
  readonly token?: string;
  /** Milliseconds before each text chunk; 0 never waits. */
  readonly pace: number;
  /** Batches replies as vLLM does, in place of a pace for each. */
  readonly step?: StepTime;
  /** Window of every model, prompt and completion together, in tokens. */
  readonly maxModelLen: number;
  readonly thinkingField: ThinkingField;
  /** Whether to end when stdin closes, so that no orphan stays behind a killed parent. */
  readonly exitWithParent: boolean;
}

/** Names the token where arguments must not: everybody on a machine can list those of a process. */
export const tokenVariable = "PRACTICE_TOKEN";

export const usage = `node test/servers/practice/main.ts [options]
  --port N              port on 127.0.0.1; 0, the default, takes a free one
  --token T             ask for "Authorization: Bearer T"; without it any request is let in
                        (or ${tokenVariable} in the environment, which other users cannot see)
  --pace MS             wait before each chunk of text (15); 0 never waits
  --step BASE,EACH      batch the replies: every BASE + EACH × replies ms each gets a chunk
  --max-model-len N     window of the models in tokens (32768)
  --thinking-field F    ${thinkingFields.join(" | ")} (reasoning)
  --exit-with-parent    end when stdin closes
  --help                show this`;

/** The options; "help" where they were asked for. Throws an Error that says which one is wrong. */
export function readOptions(args: readonly string[]): PracticeOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "0" },
      token: { type: "string" },
      pace: { type: "string", default: "15" },
      step: { type: "string" },
      "max-model-len": { type: "string", default: "32768" },
      "thinking-field": { type: "string", default: "reasoning" },
      "exit-with-parent": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const token = values.token ?? process.env[tokenVariable];
  const thinkingField = thinkingFields.find((field) => field === values["thinking-field"]);
  if (thinkingField === undefined) {
    throw new Error(`--thinking-field must be one of ${thinkingFields.join(", ")}`);
  }
  return {
    port: readCount("--port", values.port),
    ...(token === undefined ? {} : { token }),
    pace: readCount("--pace", values.pace),
    ...(values.step === undefined ? {} : { step: readStep(values.step) }),
    maxModelLen: readCount("--max-model-len", values["max-model-len"]),
    thinkingField,
    exitWithParent: values["exit-with-parent"],
  };
}

function readStep(text: string): StepTime {
  const [, base, each] = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (base === undefined || each === undefined) {
    throw new Error("--step must be two numbers, such as 20,0.5");
  }
  return { base: Number(base), each: Number(each) };
}

function readCount(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number, 0 or more`);
  return Number(text);
}
