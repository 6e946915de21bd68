import type { ChatRequest } from "./chatRequest.ts";

/** What the practice server says in place of an answer; nothing in it pretends to be one. */
export function practiceReply(request: ChatRequest, choice: number): string {
  const { repeat = 1 } = request.directives;
  const notice = Array.from({ length: repeat }, () => noticeParagraphs).flat();
  const title = request.n > 1 ? `Practice reply ${choice + 1} of ${request.n}` : "Practice reply";
  return [`# ${title}`, ...notice, "## What was received", table(request), code(request)].join(
    "\n\n",
  );
}

export const practiceThinking =
  "This is practice thinking: no model is thinking here. The practice server sends these lines " +
  "so that thinking can be seen arriving before the reply.\n" +
  "这是练习用的思考过程：没有任何模型在思考。\n" +
  "འདི་ནི་སྦྱོང་བརྡར་གྱི་བསམ་གཞིགས་ཡིན། དཔེ་དབྱིབས་གང་གིས་ཀྱང་བསམ་གཞིགས་བྱེད་ཀྱི་མེད།";

const noticeParagraphs = [
  "**This is the practice server, no model answered.** It only tells what it received.",
  "这是练习服务器，没有任何模型作答。它只说明收到了什么。",
  "འདི་ནི་སྦྱོང་བརྡར་གྱི་ཞབས་ཞུ་འཕྲུལ་ཆས་ཡིན། དཔེ་དབྱིབས་གང་གིས་ཀྱང་ལན་བཏབ་མེད། འདིས་ཅི་ཞིག་འབྱོར་བ་ཙམ་བརྗོད།",
];

const parameterNames = ["temperature", "top_p", "n", "max_tokens", "stream"] as const;

function table(request: ChatRequest): string {
  const asked = request.messages.findLast(({ role }) => role === "user")?.content ?? "";
  const template = request.parameters["chat_template_kwargs"] as
    Readonly<Record<string, unknown>> | null | undefined;
  const rows: readonly (readonly [string, string])[] = [
    ["model", request.model],
    ["messages", String(request.messages.length)],
    ["characters in the last user message", String(Array.from(asked).length)],
    ...parameterNames.map((name) => [name, shown(request.parameters[name])] as const),
    ["enable_thinking", shown(template?.["enable_thinking"])],
  ];
  const lines = rows.map(([name, value]) => `| ${name} | ${value} |`);
  return ["| field | value |", "| --- | --- |", ...lines].join("\n");
}

function code(request: ChatRequest): string {
  return ["```json", JSON.stringify(request.parameters, null, 2), "```"].join("\n");
}

function shown(value: unknown): string {
  return value === undefined ? "not sent" : `\`${JSON.stringify(value)}\``;
}
