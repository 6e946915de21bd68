import { isRecord } from "../record.ts";

/** How a scope looks; what is absent is left to the page. */
export interface SyntaxStyle {
  /** `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`. */
  readonly color?: string;
  /** Words of `italic`, `bold`, `underline`, `strikethrough`, separated by a space. */
  readonly fontStyle?: string;
}

/** One checked rule of a colour theme. An empty `fontStyle` takes away that of a wider rule. */
export interface TokenColorRule extends SyntaxStyle {
  /** Selectors, each a scope behind any number of ancestors: `source.css entity.name.tag`. */
  readonly selectors: readonly string[];
}

/**
 * For highlight.js scopes, the TextMate scopes that the same code has in the editor, best first. One
 * with a grammar before it also meets the rules for that grammar. `class` and `function` have none:
 * highlight.js lays them around whole declarations, where a name's colour would flood the rest.
 */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  keyword: ["keyword", "keyword.control", "storage.type"],
  built_in: ["support.function.builtin", "support.class.builtin", "support.type.builtin"],
  type: ["entity.name.type", "support.type", "support.class", "storage.type"],
  literal: ["constant.language"],
  number: ["constant.numeric"],
  regexp: ["string.regexp"],
  string: ["string.quoted"],
  "char.escape": ["constant.character.escape"],
  subst: ["meta.template.expression", "meta.embedded"],
  symbol: ["constant.other.symbol"],
  title: ["entity.name.function", "entity.name.type"],
  "title.class": ["entity.name.type.class", "entity.name.class", "support.class"],
  "title.class.inherited": ["entity.other.inherited-class", "entity.name.type.class"],
  "title.function": ["entity.name.function", "support.function"],
  "title.function.invoke": ["entity.name.function", "support.function"],
  params: ["variable.parameter"],
  comment: ["comment"],
  doctag: ["storage.type.class.jsdoc", "keyword.other.documentation"],
  meta: ["meta.preprocessor", "keyword.control.directive"],
  section: ["markup.heading", "entity.name.section"],
  tag: ["punctuation.definition.tag"],
  name: ["entity.name.tag"],
  attr: ["entity.other.attribute-name", "support.type.property-name"],
  attribute: ["support.type.property-name", "entity.other.attribute-name"],
  variable: ["variable.other"],
  "variable.constant": ["variable.other.constant"],
  "variable.language": ["variable.language"],
  property: ["variable.other.property", "support.variable.property"],
  operator: ["keyword.operator"],
  punctuation: ["punctuation"],
  bullet: ["punctuation.definition.list.begin.markdown", "markup.list"],
  code: ["markup.inline.raw", "markup.raw"],
  emphasis: ["markup.italic", "emphasis"],
  strong: ["markup.bold", "strong"],
  formula: ["markup.math", "string.other.math"],
  link: ["markup.underline.link", "string.other.link"],
  quote: ["markup.quote", "comment"],
  "selector-tag": ["source.css entity.name.tag.css"],
  "selector-id": ["source.css entity.other.attribute-name.id.css"],
  "selector-class": ["source.css entity.other.attribute-name.class.css"],
  "selector-attr": ["source.css entity.other.attribute-name.css"],
  "selector-pseudo": ["source.css entity.other.attribute-name.pseudo-class.css"],
  "template-tag": ["punctuation.section.embedded", "keyword.control"],
  "template-variable": ["variable.other"],
  addition: ["markup.inserted"],
  deletion: ["markup.deleted"],
};

/**
 * The looks of highlight.js scopes under a theme's rules, a later rule before an earlier one. Colour
 * and font style each come from the narrowest rule that sets them, as in the editor. A rule for
 * another context (`a b`) counts as one for `b`, but only where there is no other, and not if it is
 * for one grammar (`source.css b`). A scope that the rules say nothing of is absent.
 */
export function resolveSyntaxColors(
  rules: readonly TokenColorRule[],
): Readonly<Record<string, SyntaxStyle>> {
  const exact = new Map<string, SyntaxStyle>();
  const elsewhere = new Map<string, SyntaxStyle>();
  for (const { selectors, ...style } of rules) {
    for (const selector of selectors) {
      exact.set(selector, { ...exact.get(selector), ...style });
      if (/(?:^| )(?:source|text)\./u.test(selector)) continue;
      const scope = lastPart(selector);
      elsewhere.set(scope, { ...elsewhere.get(scope), ...style });
    }
  }
  return Object.fromEntries(
    Object.entries(scopesOf).flatMap(([name, scopes]) => {
      const styles = [
        ...scopes.map((scope) => inherit(exact, scope)),
        ...scopes.map((scope) => inherit(elsewhere, lastPart(scope))),
      ];
      const { color, fontStyle } = styles.find((style) => Object.keys(style).length > 0) ?? {};
      if (color === undefined && !fontStyle) return [];
      return [[name, { ...(color ? { color } : {}), ...(fontStyle ? { fontStyle } : {}) }]];
    }),
  );
}

/** The rules in a theme's `tokenColors`, which is untrusted JSON: what is not sound is left out. */
export function readTokenColors(value: unknown): TokenColorRule[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((rule: unknown) =>
    isRecord(rule) ? readRule(rule["scope"], rule["settings"]) : [],
  );
}

/**
 * The rules in a person's `editor.tokenColorCustomizations`, untrusted too: those for every theme,
 * then those in groups such as `[Name]` or `[Name*][Other]` that mean this one.
 */
export function readTokenColorCustomizations(value: unknown, theme: string): TokenColorRule[] {
  if (!isRecord(value)) return [];
  const groups = Object.keys(value).filter((key) => isForTheme(key, theme));
  return [value, ...groups.map((key) => value[key])].filter(isRecord).flatMap((group) => [
    ...Object.entries(simpleColors).flatMap(([name, scopes]) => {
      const style = group[name];
      return readRule(scopes, typeof style === "string" ? { foreground: style } : style);
    }),
    ...readTokenColors(group["textMateRules"]),
  ]);
}

/** What the named colours of `editor.tokenColorCustomizations` stand for. */
const simpleColors: Readonly<Record<string, readonly string[]>> = {
  comments: ["comment"],
  strings: ["string"],
  keywords: ["keyword", "keyword.control", "storage", "storage.type"],
  numbers: ["constant.numeric"],
  types: ["entity.name.type", "entity.name.class", "support.type", "support.class"],
  functions: ["entity.name.function", "support.function"],
  variables: ["variable", "entity.name.variable"],
};

function isForTheme(key: string, theme: string): boolean {
  if (!/^\[.+\]$/su.test(key)) return false;
  const names = key.slice(1, -1).split("][");
  return names.some((name) =>
    `<${theme}>`.includes(`<${name}>`.replace(/^<\*/u, "").replace(/\*>$/u, "")),
  );
}

/** One rule or none. */
function readRule(scope: unknown, settings: unknown): TokenColorRule[] {
  const selectors = (Array.isArray(scope) ? scope : [scope])
    .filter((text) => typeof text === "string")
    .flatMap((text) => text.split(","))
    .map((selector) => selector.trim().replace(/\s+/gu, " "))
    // The editor knows no operators in a theme's selectors: `a - b` never matches there.
    .filter((selector) => selector !== "" && !/(?:^| )[-|&(]/u.test(selector));
  if (selectors.length === 0 || !isRecord(settings)) return [];
  const { foreground, fontStyle } = settings;
  const isColor = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/iu;
  const style = {
    ...(typeof foreground === "string" && isColor.test(foreground) ? { color: foreground } : {}),
    ...(typeof fontStyle === "string" ? { fontStyle: readFontStyle(fontStyle) } : {}),
  };
  return Object.keys(style).length === 0 ? [] : [{ selectors, ...style }];
}

function readFontStyle(text: string): string {
  const words = new Set(text.split(/\s+/u));
  return ["italic", "bold", "underline", "strikethrough"].filter((w) => words.has(w)).join(" ");
}

function lastPart(selector: string): string {
  return selector.slice(selector.lastIndexOf(" ") + 1);
}

/** The styles of a scope and of the wider ones around it, the narrower over the wider. */
function inherit(styles: ReadonlyMap<string, SyntaxStyle>, scope: string): SyntaxStyle {
  const last = lastPart(scope);
  const grammar = scope.slice(0, -last.length);
  return last
    .split(".")
    .map((_, index, segments) => segments.slice(0, index + 1).join("."))
    .flatMap((wider) => [styles.get(wider), styles.get(`${grammar}${wider}`)])
    .reduce<SyntaxStyle>((narrower, style) => ({ ...narrower, ...style }), {});
}
