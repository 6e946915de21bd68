declare module "subset-font" {
  /** A font with the glyphs only that a text needs. */
  const subsetFont: (
    font: Uint8Array,
    text: string,
    options: { readonly targetFormat: "truetype" | "woff2" },
  ) => Promise<Uint8Array>;
  export = subsetFont;
}
