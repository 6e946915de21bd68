import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createModelClient } from "../../src/models/client.ts";
import { canaryToken } from "../canary.ts";
import { thinkingFields } from "../servers/practice/directives.ts";
import { modelIds } from "../servers/practice/sites.ts";
import { startPracticeServer } from "../servers/practice/start.ts";
import { runContract, type ContractReport } from "./suite.ts";
import { Target } from "./target.ts";

const usage = `Checks what the extension needs of an OpenAI-compatible server, through its own client.
Sends requests to the endpoint named here and nowhere else; the replies cost tokens there.

npm run test:contract -- --endpoint URL --model NAME [--token T] [--json FILE]
npm run test:contract -- --practice [--json FILE]

  --endpoint URL   API root, e.g. http://127.0.0.1:8000/v1
  --model NAME     the name the server knows the model by
  --token T        sent as "Authorization: Bearer T"
  --practice       start the practice server and check it, once for each way of thinking
  --json FILE      also write {passed, failed, skipped}
  --help           show this

Exit code: 0 all kept or skipped with a reason, 1 a check failed, 2 wrong arguments.`;

/** Where to run: one server of the person's, or practice servers of our own. */
type Plan = { readonly json?: string } & (
  | { readonly kind: "help" }
  | { readonly kind: "practice" }
  | {
      readonly kind: "endpoint";
      readonly baseUrl: string;
      readonly model: string;
      readonly token?: string;
    }
);

/** Throws an Error that says what is wrong with the arguments. */
function readPlan(args: string[]): Plan {
  const { values } = parseArgs({
    args,
    options: {
      endpoint: { type: "string" },
      model: { type: "string" },
      token: { type: "string" },
      practice: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { endpoint, model, token, practice, json, help } = values;
  const common = json === undefined ? {} : { json };
  if (help) return { kind: "help" };
  if (practice) {
    if ((endpoint ?? model ?? token) !== undefined) {
      throw new Error("--practice brings its own endpoint, model and token.");
    }
    return { kind: "practice", ...common };
  }
  if (endpoint === undefined || model === undefined) {
    throw new Error("Give --endpoint and --model, or --practice.");
  }
  if (!/^https?:/u.test(endpoint) || !URL.canParse(endpoint)) {
    throw new Error("--endpoint must be an http or https address.");
  }
  const baseUrl = endpoint.replace(/\/+$/u, "");
  return { kind: "endpoint", baseUrl, model, ...(token === undefined ? {} : { token }), ...common };
}

async function checkPractice(): Promise<ContractReport[]> {
  const reports: ContractReport[] = [];
  const token = canaryToken;
  for (const thinkingField of thinkingFields) {
    const server = await startPracticeServer({ token, thinkingField, pace: 1 });
    try {
      const address = { baseUrl: server.baseUrl("tibet"), model: modelIds.tibet, token };
      const title = `contract, practice server with thinking in ${thinkingField}`;
      const target = new Target(createModelClient(), address);
      reports.push(await runContract(target, { title, maySkip: false }));
    } finally {
      await server.stop();
    }
  }
  return reports;
}

function sum(reports: readonly ContractReport[]): ContractReport {
  return {
    passed: reports.flatMap(({ passed }) => passed),
    failed: reports.flatMap(({ failed }) => failed),
    skipped: reports.flatMap(({ skipped }) => skipped),
  };
}

async function carryOut(plan: Plan): Promise<void> {
  if (plan.kind === "help") {
    console.log(usage);
    return;
  }
  const reports =
    plan.kind === "practice"
      ? await checkPractice()
      : [
          await runContract(new Target(createModelClient(), plan), {
            title: `contract, ${plan.model} at ${plan.baseUrl}`,
            maySkip: true,
          }),
        ];
  const report = sum(reports);
  if (plan.json !== undefined) await writeFile(plan.json, JSON.stringify(report, null, 2) + "\n");
  if (report.failed.length > 0) process.exitCode = 1;
}

function planOrUsage(args: string[]): Plan | undefined {
  try {
    return readPlan(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

const plan = planOrUsage(process.argv.slice(2));
if (plan !== undefined) await carryOut(plan);
