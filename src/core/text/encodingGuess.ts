/** Encodings of Chinese texts that nothing in a file tells apart. */
export type ChineseEncoding = "gb18030" | "big5";

/**
 * Which of two readings of the same bytes is Chinese as people write it.
 *
 * @param readings a beginning of the file, decoded in each; replacement characters where that failed.
 * @returns undefined where neither is, or both are alike.
 */
export function guessEncoding(
  readings: Readonly<Record<ChineseEncoding, string>>,
): ChineseEncoding | undefined {
  const gb18030 = plausibility(readings.gb18030);
  const big5 = plausibility(readings.big5);
  if (Math.max(gb18030, big5) < leastPlausible || Math.abs(gb18030 - big5) < leastLead) {
    return undefined;
  }
  return gb18030 > big5 ? "gb18030" : "big5";
}

const leastPlausible = 0.15;
const leastLead = 0.1;

/** Mean worth of the characters beyond ASCII: about 0.7 for Chinese prose, below 0.2 for noise. */
function plausibility(text: string): number {
  let sum = 0;
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    count++;
    sum += worth(character, code);
  }
  return count === 0 ? 0 : sum / count;
}

function worth(character: string, code: number): number {
  if (common.has(character)) return 1;
  if (punctuation.has(character)) return 0.5;
  if (code === 0xfffd || (code >= 0xe000 && code < 0xf900)) return -2;
  return code >= 0x4e00 && code < 0xa000 ? 0 : -0.5;
}

const punctuation: ReadonlySet<string> = new Set("，。、；：？！“”‘’「」『』（）《》〈〉—…·　");

/** The characters that most of any Chinese text is made of, simplified and traditional. */
const common: ReadonlySet<string> = new Set(
  "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里" +
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实" +
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政" +
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员" +
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件" +
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象" +
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔费改收" +
    "根干造言联持组每济车亲极林服快办议往元英士证近失转夫令准布始怎呢存未远叫台单影具罗字爱击流备兵连调深" +
    "商算质团集百需价花党华城石级整府离况亚请技际约示复病息究线似官火断精满支视消越器容照须九增研写称企八" +
    "功吗包片史委乎查轻易早曾除农找装广显吧阿李标谈吃图念六引历首医局突专费号尽另周较注语仅考落青随选列" +
    "藏族寺佛教宗山村县乡镇岁年月日时刻章节页句词译" +
    "這個們來為國說時會對於著過發後裡裏種經麼學現當沒動還進樣開從實軍無與長機業關點將兩間問並應戰頭體見" +
    "產給話門東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽達強難權設記類據邊張該規萬" +
    "術領確傳師觀讓識帶導爭運費幹聯組濟車親極辦議證轉準遠單羅愛擊備連調質團價黨華級離況亞請際約復線斷滿" +
    "視須寫稱嗎輕農裝廣顯標談圖歷醫專號盡較語僅隨選縣鄉鎮歲節頁詞譯",
);
