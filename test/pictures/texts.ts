/** What the pictures show: the Heart Sutra in Xuanzang’s Chinese and in Tibetan. */
const tibetan = [
  "ཡང་དེའི་ཚེ་བྱང་ཆུབ་སེམས་དཔའ་སེམས་དཔའ་ཆེན་པོ་འཕགས་པ་སྤྱན་རས་གཟིགས་དབང་ཕྱུག་ཤེས་རབ་ཀྱི་ཕ་རོལ་ཏུ་ཕྱིན་པ་ཟབ་མོའི་སྤྱོད་པ་ཉིད་ལ་རྣམ་པར་བལྟ་ཞིང་། ཕུང་པོ་ལྔ་པོ་དེ་དག་ལ་ཡང་རང་བཞིན་གྱིས་སྟོང་པར་རྣམ་པར་བལྟའོ། །",
  "གཟུགས་སྟོང་པའོ། །སྟོང་པ་ཉིད་གཟུགས་སོ། །གཟུགས་ལས་སྟོང་པ་ཉིད་གཞན་མ་ཡིན། སྟོང་པ་ཉིད་ལས་ཀྱང་གཟུགས་གཞན་མ་ཡིན་ནོ། །",
] as const;

const chinese = [
  "观自在菩萨，行深般若波罗蜜多时，照见五蕴皆空，度一切苦厄。",
  "舍利子，色不异空，空不异色，色即是空，空即是色。",
  "受想行识，亦复如是。",
] as const;

export const sutra = `心经 · ཤེས་རབ་སྙིང་པོ།

${chinese[0]}

${tibetan[0]}

${chinese[1]}${chinese[2]}

${tibetan[1]}
`;

/** A passage with slips of the pen, and the same without. */
export const [draft, proofread] = [
  [
    "观自在菩萨，行深般若波罗密多时，照见五蕴皆空，渡一切苦厄。舍利子，色不异空，空不异色，色既是空，空既是色。受想行识，亦复如是。",
    "གཟུག་སྟོང་པའོ། །སྟོང་པ་ཉིད་གཟུགས་སོ། །གཟུགས་ལས་སྟོང་པ་ཉིད་གཞན་མ་ཡིན། སྟོང་བ་ཉིད་ལས་ཀྱང་གཟུགས་གཞན་མ་ཡིན་ནོ། །",
  ].join("\n\n"),
  [chinese.join(""), tibetan[1]].join("\n\n"),
] as const;

export const question = "How do the two versions differ?";

export const answer = `Both say that the **five aggregates** are empty. They differ in two places:

| 中文 | བོད་ཡིག | English |
| --- | --- | --- |
| 五蕴 | ཕུང་པོ་ལྔ་ | the five aggregates |
| 皆空 | རང་བཞིན་གྱིས་སྟོང་པ | empty *of own nature* |
| 度一切苦厄 | — | beyond all suffering |

1. The Tibetan says **རང་བཞིན་གྱིས་** “of own nature”, as the Sanskrit *svabhāva* does; 玄奘 leaves it out.
2. **度一切苦厄** stands in the Chinese alone.
`;

/** Chapters of the Diamond Sutra for a batch, by the names of their files. */
export const chapters: Readonly<Record<string, string>> = {
  "01 法会因由分.txt": "如是我闻，一时，佛在舍卫国祇树给孤独园，与大比丘众千二百五十人俱。",
  "02 善现启请分.txt": "时，长老须菩提在大众中即从座起，偏袒右肩，右膝著地，合掌恭敬而白佛言。",
  "03 大乘正宗分.txt": "佛告须菩提：诸菩萨摩诃萨应如是降伏其心。",
  "04 妙行无住分.txt": "复次，须菩提，菩萨于法，应无所住，行于布施。",
  "05 如理实见分.txt": "须菩提，于意云何？可以身相见如来不？",
  "06 正信希有分.txt": "须菩提白佛言：世尊，颇有众生，得闻如是言说章句，生实信不？",
  "07 无得无说分.txt": "须菩提，于意云何？如来得阿耨多罗三藐三菩提耶？如来有所说法耶？",
  "08 依法出生分.txt": "若人满三千大千世界七宝以用布施，是人所得福德，宁为多不？",
  "རྡོ་རྗེ་གཅོད་པ། ༡.txt": "འདི་སྐད་བདག་གིས་ཐོས་པ་དུས་གཅིག་ན། བཅོམ་ལྡན་འདས་མཉན་ཡོད་ན་བཞུགས་ཏེ།",
  "རྡོ་རྗེ་གཅོད་པ། ༢.txt": "དེ་ནས་ཚེ་དང་ལྡན་པ་རབ་འབྱོར་སྟན་ལས་ལངས་ཏེ།",
  "རྡོ་རྗེ་གཅོད་པ། ༣.txt": "བཅོམ་ལྡན་འདས་ཀྱིས་ཚེ་དང་ལྡན་པ་རབ་འབྱོར་ལ་བཀའ་སྩལ་པ།",
  "རྡོ་རྗེ་གཅོད་པ། ༤.txt": "ཡང་རབ་འབྱོར་བྱང་ཆུབ་སེམས་དཔས་དངོས་པོ་ལ་མི་གནས་པར་སྦྱིན་པ་སྦྱིན་པར་བྱའོ།",
};
