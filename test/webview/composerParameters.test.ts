import assert from "node:assert/strict";
import type { ParameterName, ParameterView } from "../../src/protocol/views.ts";
import { openComposer, type ComposerPage } from "./composerPage.ts";
import { composer } from "./samples.ts";

/** Parameters as the host says them, with changes to some. */
function parameters(
  changes: Readonly<Partial<Record<ParameterName, Partial<ParameterView>>>>,
): readonly ParameterView[] {
  return composer().parameters.map((parameter) => ({ ...parameter, ...changes[parameter.name] }));
}

describe("the parameters of a conversation", () => {
  let page: ComposerPage;
  beforeEach(async () => {
    page = await openComposer({}, { width: 300 });
  });
  afterEach(async () => {
    assert.deepEqual(page.errors, []);
    await page.close();
  });

  const toggle = () => page.page.getByRole("button", { name: "Parameters" });
  const form = () => page.page.getByRole("group", { name: "Parameters" });
  const input = (name: string) => form().getByRole("textbox", { name, exact: true });
  const say = (changes: Parameters<typeof parameters>[0]) =>
    page.send({ type: "composer", composer: composer({ parameters: parameters(changes) }) });
  const told = async () => (await page.said("setParameter")).map(({ name, text }) => [name, text]);

  it("opens and closes by the keyboard and says so", async () => {
    assert.equal(await toggle().getAttribute("aria-expanded"), "false");
    await toggle().press("Enter");
    assert.equal(await toggle().getAttribute("aria-expanded"), "true");
    assert.equal(await toggle().getAttribute("aria-controls"), await form().getAttribute("id"));
    await toggle().press("Space");
    assert.equal(await form().count(), 0);
  });

  it("names all of the guide and shows what holds where nothing is set", async () => {
    await toggle().click();
    for (const [name, fallback] of [
      ["temperature", "0.7 (server)"],
      ["top_p", "1 (server)"],
      ["n", "1 (server)"],
      ["max_tokens", "up to the window (server)"],
      ["system prompt", "none"],
    ] as const) {
      assert.equal(await input(name).getAttribute("placeholder"), fallback);
    }
    const thinking = form().getByRole("group", { name: "thinking" });
    await thinking.getByText("Default: on (server)").waitFor();
    assert.ok(await thinking.getByRole("radio", { name: "Default" }).isChecked());
    const overflow = await page.page.evaluate(
      () => document.body.scrollWidth - document.body.clientWidth,
    );
    assert.equal(overflow, 0);
  });

  it("tells the host when typing rests, and at once when the field is left", async () => {
    await toggle().click();
    await input("temperature").focus();
    await page.typeAtOnce("0.25");
    await page.hear("setParameter");
    assert.deepEqual(await told(), [["temperature", "0.25"]]);
    await input("max_tokens").focus();
    const atOnce = await page.page.evaluate(() => {
      const { activeElement } = document;
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else types
      document.execCommand("insertText", false, "512");
      if (activeElement instanceof HTMLElement) activeElement.blur();
      return globalThis.postedMessages.at(-1);
    });
    assert.deepEqual(atOnce, { type: "setParameter", name: "maxTokens", text: "512" });
  });

  it("sets three states with the arrows", async () => {
    await toggle().click();
    const stream = form().getByRole("group", { name: "stream" });
    await stream.getByRole("radio", { name: "Default" }).press("ArrowRight");
    await page.page.keyboard.press("ArrowRight");
    await page.page.keyboard.press("ArrowRight");
    assert.deepEqual(await told(), [
      ["stream", "on"],
      ["stream", "off"],
      ["stream", ""],
    ]);
    const thinking = form().getByRole("group", { name: "thinking" });
    await thinking.getByRole("radio", { name: "Off" }).click();
    await page.hear("setParameter", ({ name, text }) => name === "thinking" && text === "off");
  });

  it("shows what is wrong with a text, and ties it to its field", async () => {
    await toggle().click();
    await input("temperature").fill("7");
    await say({ temperature: { text: "7", problem: "A number from 0 to 2." } });
    const field = input("temperature");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    const described = (await field.getAttribute("aria-describedby")) ?? "";
    assert.equal(await page.page.locator(`#${described}`).innerText(), "A number from 0 to 2.");
    await say({ temperature: { text: "1" } });
    assert.equal(await field.getAttribute("aria-invalid"), "false");
  });

  it("never overwrites what is being typed, but follows the host elsewhere", async () => {
    await toggle().click();
    await input("temperature").focus();
    await page.typeAtOnce("0.");
    await page.hear("setParameter");
    await page.typeAtOnce("3");
    await say({ temperature: { text: "0" }, topP: { text: "0.5" } });
    assert.equal(await input("temperature").inputValue(), "0.3");
    assert.equal(await input("top_p").inputValue(), "0.5");
    await input("temperature").blur();
    await say({ temperature: { text: "0.3" } });
    await say({ temperature: { text: "" } });
    assert.equal(await input("temperature").inputValue(), "");
  });

  it("counts what is set and clears all of it", async () => {
    await say({ temperature: { text: "0.3" }, thinking: { text: "off" } });
    assert.equal(await toggle().getAttribute("aria-label"), "Parameters, 2 set");
    assert.equal((await toggle().innerText()).trim(), "2");
    await toggle().click();
    await form().getByRole("button", { name: "Reset" }).click();
    assert.deepEqual(await told(), [
      ["thinking", ""],
      ["temperature", ""],
    ]);
    assert.equal(await input("temperature").inputValue(), "");
    assert.equal(await toggle().getAttribute("aria-label"), "Parameters");
  });

  it("tells the host before a question is sent", async () => {
    await toggle().click();
    await page.field.fill("?");
    await input("n").focus();
    await page.typeAtOnce("3");
    await page.page.getByRole("button", { name: "Send" }).click();
    await page.hear("send");
    const types = (await page.posted()).map(({ type }) => type);
    assert.ok(types.indexOf("setParameter") < types.indexOf("send"), types.join());
  });

  it("lets a system prompt grow, and chooses a model beside Send", async () => {
    await toggle().click();
    const prompt = input("system prompt");
    const before = (await prompt.boundingBox())?.height ?? 0;
    await prompt.fill("你是藏文专家。\n\n只答藏文。");
    assert.ok(((await prompt.boundingBox())?.height ?? 0) > before * 2);
    await prompt.blur();
    await page.hear("setParameter", ({ name, text }) => name === "systemPrompt" && text !== "");
    await page.page.getByRole("combobox", { name: "Model" }).click();
    await page.page.getByRole("option", { name: "General model" }).click();
    await page.hear("chooseModel", ({ modelKey }) => modelKey === "general");
  });
});
