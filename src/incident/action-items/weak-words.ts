import type { Weakness } from './types.ts';

/**
 * What people write where nothing will change: words about how somebody should be, in four languages,
 * as regular expressions without regard to case. Each language says besides what makes an item real
 * although such words are in it: that it begins with, or ends in, something that is done to a thing.
 */

export interface WeakWords {
  /** Which texts it is for. */
  script: RegExp;
  weak: Readonly<Record<Weakness, readonly string[]>>;
  /** What makes it real all the same. */
  real: readonly string[];
}

/** Where no figure says how much, how often or by when, and nothing is spelt as machines read it. */
function unmeasured(words: string): string {
  const figure = '(?:[0-9０-９๐-๙_:]|--)';
  return `(?:${words})(?!.*${figure})(?<!${figure}.*)`;
}

/** People, of whom something is asked. */
const somebody = String.raw`^(?:we|everyone|everybody|people|engineers?|developers?|operators?|all|staff|the team|teams?|nobody|each of us|you)\b(?: all)?`;
/** What may stand before what is asked of them. */
const asked = `^(?:${somebody.slice(1)} )?(?:(?:should|must|needs? to|have to|has to|will|to|please|always|just) )*`;

const english: WeakWords = {
  script: /[a-z]/i,
  weak: {
    care: [
      String.raw`\b(be|being|stay|remain|become|is|are)\s+(\w+\s+){0,2}(careful|cautious|mindful|vigilant|attentive|alert|aware|diligent|responsible|proactive|focus(s)?ed|thorough|conscious|disciplined|accurate|observant)\b`,
      String.raw`\bto be (diligent|careful|thorough)\b`,
      String.raw`\bcarefully\b|\bcautio(n|us)\b|\bvigilan(t|ce)\b|\bwatch out\b|\bbeware\b`,
      String.raw`\bpay(ing)? (\w+ )?attention\b|\battention to detail\b|\btake (\w+ )?care\b|\bkeep (a closer|an|a close) eye\b`,
      String.raw`\b(double|triple)[- ]check\b|\bthink twice\b|\blook more closely\b|\bmore closely\b|\bmind the\b|\bmindful\b`,
      String.raw`\bremember to\b|\bdo(n['’]t| not) forget\b|\bnever forget\b|\bkeep in mind\b|\bbear in mind\b`,
      String.raw`\bconcentrate\b|\bfocus (more|better)\b|\bslow down\b|\bpanic\b|\bkeep calm\b|\bstay calm\b|\bdiscipline\b`,
      String.raw`\bavoid (\w+ )?(human )?(errors?|mistakes?)\b|\bcommon sense\b|\bcareless|\bseriously\b|\bin mind\b|\brush(ing)?\b|\btired\b|\bcare (about|more)\b|\bassume\b|\blook after\b|\b(re-?)?reads? the (runbook|docs|documentation|manual|guide)\b|\bbetter$|\bunder pressure\b|\battention\b`,
      unmeasured(
        String.raw`\b(more|most) (thoroughly|carefully|closely|frequently|regularly|quickly|often)\b|\b(look|watch|listen) closer\b|\b(check|look) twice\b`,
      ),
      unmeasured(
        String.raw`${asked}(check|verify|confirm|review|test|look|read|ask|know|understand)\b.*\bbefore (you|they|we|\w+ing)\b`,
      ),
    ],
    effort: [
      String.raw`\b(do|try|give) (our|your|my|their|the|its) (very )?best\b|\bbest efforts?\b|\bdo better\b|\bbetter attitude\b`,
      String.raw`^(\w+ ){0,3}(try|strive|endeavou?r|aim|aspire|hope|commit)\b|\btry (harder|not to|to (be|do|avoid|remember|catch|respond))\b|\bharder\b`,
      String.raw`\bmake (an|more of an|every|more|some) effort\b|\bmake sure (this|that|it|we|nobody|everyone)\b|\bensure (this|that|it|we|everyone)\b`,
      String.raw`\b(never|not|doesn['’]t) (to )?happen(s)? again\b|\bshould have\b|\bhopefully\b|\bhope\b`,
      String.raw`\b(more|increase|show|take) (\w+ )?(ownership|accountability|responsibility)\b|\bproperly\b|\bbest practices?\b`,
      String.raw`\bwork harder\b|\bbe (better|faster|quicker|smarter|stronger)\b|\bproactive\b|\b(do|make) a better\b|\bmore effort\b|\b(a|top) priority\b|\bhigher standards?\b|\bas a team\b|\bmore support\b`,
      unmeasured(
        String.raw`${asked}(improve|increase|strengthen|enhance|raise|boost|maintain|practi[cs]e) (\w+ ){0,2}(quality|monitoring|testing|reliability|discipline|vigilance|stability|skills?|knowledge|coordination|collaboration|teamwork|understanding|standards|habits?|focus|responsiveness|(incident )?response|response times?)( \w+ (night|work|call|incidents|releases))?$`,
      ),
      unmeasured(
        String.raw`${asked}(follow (the |our |all )?(process|procedures?|rules?|runbooks?|guidelines?|checklists?|steps|polic(y|ies)|standards?)|adhere to|respect|obey|stick to|comply with|abide by|know|understand|stay|prioriti[sz]e(?!.* over )|get better|be|stop (making|being|doing)|take (\w+ ){0,2}responsibility|handle|treat)\b`,
      ),
      unmeasured(
        String.raw`${asked}(respond|react|answer|work|act|communicate|escalate|test|check|detect|deploy|fix)\b.*\b(faster|quicker|sooner|earlier|better|quickly|more)\b`,
      ),
      unmeasured(
        String.raw`^(always|never)\b|${somebody} (should|must|needs? to|have to|has to|ought to)\b`,
      ),
    ],
    words: [
      String.raw`\bcommunicat(e|ing)\b.*\b(better|more|clearly|well)\b|\b(better|improve[ds]?|more|clearer) (\w+ )?communication\b`,
      String.raw`\bremind(s|ed|er to)?\b|\bawareness\b|\bemphasi[sz]e\b|\bstress the importance\b|\bimportance of\b|\bencourage\b`,
      String.raw`\btalk to each other\b|\btalk more\b|\bcollaborate (more|better)\b|\bwork (more )?closely\b|\bearly and often\b|\bcommunication (open|honest)\b|\b(team|our|internal) communication\b|\b(support|help) (the team|each other|one another)\b|\bbetter informed\b`,
      String.raw`\b(foster|promote|instil+|build|strengthen) (a )?(\w+ )?(culture|mindset|spirit)\b|\breinforce\b|\bculture of\b|\btell \w+ to be\b`,
    ],
    thought: [
      String.raw`^(\w+ ){0,2}(consider|think|reflect|learn|discuss|ponder|rethink)\b|\bthink (about|before|more|harder|of)\b`,
      String.raw`\blearn from (this|the|our)\b|\b(more|some|better) thought\b|\breflect on\b|\bconsequences\b|\blook into\b`,
    ],
  },
  real: [
    String.raw`^(add|create|write|set up|configure|automate|implement|install|replace|delete|remove|block|document|upgrade|store|split|introduce|rename|schedule|switch|cap|fix|hire|enable|disable|archive|register|validate|publish|pin|book|measure|migrate|restrict|require|rotate|update|extend|page)\b`,
    String.raw`^(test|run|move|change|put|deploy)\b(?!.*\bmore\b)`,
  ],
};

const thai: WeakWords = {
  script: /\p{Script=Thai}/u,
  weak: {
    care: [
      'ถี่ถ้วน|ชำนาญ|ให้เข้าใจ|ให้เกียรติ|ดูแลกัน|วิจารณญาณ|ทุกครั้งก่อน|ใจร้อน|เข้มงวด|โฟกัส|จำไว้|อยู่เสมอ|ตลอดเวลา|ผิดพลาดอีก|ทำพลาด|คอย(สังเกต|ติดตาม|ตรวจ|เช็[คก])',
      unmeasured('(มาก|ดี|เร็ว|บ่อย|ละเอียด)ขึ้น$|^(อย่า|ห้าม|ไม่ควร|ต้องไม่)[^A-Za-z]*$|(ให้|อย่าง)ละเอียด$'),
      'ระวัง|รอบคอบ|ใส่ใจ|เอาใจใส่|ประมาท|มีสติ|ตั้งสติ|สติ(?!ก)|ตื่นตัว|ตื่นตระหนก|ใจเย็น|รีบร้อน|ระลึก|อย่าลืม|ห้ามลืม|ช่วยกันจำ',
      'คิดให้ดี|คิดก่อน|เช็[คก]ให้ดี|ดูให้ดี|ตรวจให้ดี|ละเอียดขึ้น|ให้ละเอียด|รัดกุม|ใกล้ชิด|สอดส่อง|คอยดู|หมั่น|เฝ้าระวัง|ระแวดระวัง',
      'หลีกเลี่ยง(ความผิดพลาด|การ)|ไม่ผิดพลาด|อย่าให้พลาด|ไม่ให้พลาด|เคร่งครัด|จดจ่อ|มีสมาธิ',
    ],
    effort: [
      'ตั้งใจ|พยายาม|ดีที่สุด|สุดความสามารถ|เต็มที่|เต็มความสามารถ|ทุ่มเท|ขยัน|กระตือรือร้น|มุ่งมั่น|หวังว่า',
      'ไม่ให้เกิด|เกิดขึ้นอีก|เกิดซ้ำ|เกิดเหตุซ้ำ|รับผิดชอบ.*(มากขึ้น|กว่า)|มีความรับผิดชอบ|วินัย|ยกระดับ(คุณภาพ|มาตรฐาน)',
      '(ปฏิบัติ|ทำ)ตาม(กฎ|ขั้นตอน|ระเบียบ|คู่มือ|มาตรฐาน)|เคารพกฎ|รักษาคุณภาพ|เน้นคุณภาพ|ปรับปรุง(คุณภาพ|การทำงาน)|พัฒนา(ทักษะ|ตนเอง|ตัวเอง)',
      unmeasured('^(ทุกคน|ทีม|ทีมงาน|เรา|พนักงาน|นักพัฒนา|วิศวกร|ผู้ดูแล)(ควร|ต้อง)'),
      'มาตรฐานการทำงาน|(มาก|ดี|เร็ว|บ่อย|รอบคอบ|รัดกุม|ใกล้ชิด)(กว่านี้|กว่าเดิม)|กว่านี้$|อย่างต่อเนื่อง',
    ],
    words: [
      'สื่อสาร.*(ดีขึ้น|มากขึ้น|ชัดเจน)|ปรับปรุงการสื่อสาร|พูดคุยกัน|คุยกันให้|ประสานงานกัน|ร่วมมือ|ช่วยกัน|ความเข้าใจ|ทำความเข้าใจ|ทีมเวิร์[คก]|เป็นทีม',
      'กำชับ|ตักเตือน|ย้ำเตือน|เน้นย้ำ|ย้ำให้|(?<!แจ้ง)เตือน(ทีม|พนักงาน|ทุกคน|ให้|ผู้)|ตระหนัก|ให้ความสำคัญ|ความสำคัญของ|ปลูกฝัง|วัฒนธรรม|กระตุ้น|รณรงค์|จิตสำนึก',
    ],
    thought: ['เรียนรู้จาก|ทบทวนตัวเอง|คำนึงถึง|พิจารณา|ไตร่ตรอง|เป็นบทเรียน|ถอดใจ|ลองคิด'],
  },
  real: [
    '^(เพิ่มขั้นตอน|เพิ่มการทดสอบ|เพิ่มกฎ|เพิ่มช่อง|เขียน(คู่มือ|เทสต์|สคริปต์)|สร้างแดชบอร์ด|ติดตั้ง|ตั้งค่า|ตั้งการแจ้งเตือน|ทำสคริปต์|ย้าย|ลบ|อัปเกรด|แยก|จำกัด)',
  ],
};

const japanese: WeakWords = {
  script: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  weak: {
    care: [
      '注意(する|し|を払|深|喚起|力)|に注意|厳重注意|気(を|に)(つけ|付け|配|引き締)|気の緩み|慎重|油断|緊張感|危機感|意識(する|し|を|の|改革)',
      'しっかり|きちんと|丁寧に|よく(考|読|見|確認)|忘れ(ない|ず)|見逃さない|思い込み|焦らず|落ち着|集中する|こまめに|確実に作業|念入り',
      '(ミス|間違い)を(しない|なく|減ら)|ミスの防止|ヒューマンエラー(を|の)|確認不足|ダブルチェックを徹底|安全第一|最悪のケース|細心',
      '怠らない|尊重|経験を積|失敗しない|読み直す|見落と|敏感に|無理な|恐れず|集中して|早めに|(品質|安全)第一|怠らず|切らさない|慌てず|気を抜|迷惑をかけ|勝手な|目を配|(普段|日頃|常日頃)から|備える$',
      unmeasured('もっと|常に|一層|(リスク|影響).*考慮して|早く(対応|気づ|報告|連絡)'),
    ],
    effort: [
      '頑張|がんばる|努力|努め|最善|全力|徹底|心(が|掛)け|責任感|当事者意識|期待する|なるべく|できるだけ|気合',
      '再発(しない|させない)|二度と|反省|品質意識|スキルアップ|いつも以上|再発防止に|余裕を持|責任を持|自覚を持',
      '(品質|精度|意識|モラル|士気|技術力|チームワーク|スキル|対応力|判断力|組織力|能力)(を|の)(向上|高め|上げ|改善)|(ルール|手順|規則|基準)を(守|遵守|厳守)',
      unmeasured(
        '(早め|迅速|正確|適切|的確|確実|冷静|誠実|柔軟|速やか)に(する|対応|対処|報告|連絡|行動|判断|確認|作業|入力|実施|処理)',
      ),
      unmeasured('(情報共有|連携|確認|チェック|管理|監視|体制|教育)(体制)?を強化(する)?$'),
    ],
    words: [
      'コミュニケーションを(改善|強化|密|増|取|良)|(情報共有|報告|連絡|引き継ぎ)を(しっかり|きちんと|密|徹底|もっと)|周知|声(かけ|掛け|を掛け|をかけ)|報連相',
      '連携を(密|強化|深)|助け合|指導する|喚起|再認識|重要性|大(切|事)に|言い聞かせ|早めの報告|密に連絡|(理解|認識)(を(深|高)|する$)',
    ],
    thought: ['教訓|次に(活|生)か|考えてから|しっかり考|見つめ直|振り返って反省|心得'],
  },
  real: [
    '(追加|作成|自動化|実装|導入|削除|更新|修正|登録|有効に|無効に|有効化|無効化|固定|検証|計測|契約|採用|分割|改名|限定|制限|付与|必須に|設定に|予約|公開)(する)?。?$',
  ],
};

const indonesian: WeakWords = {
  script: /[a-z]/i,
  weak: {
    care: [
      String.raw`\b(ke|ber)?hati-hati(an|lah)?\b|\b(lebih|sangat|harus|dengan|secara) (\w+ )?(teliti|cermat|fokus|waspada|seksama|saksama|awas|jeli)\b|\bwaspada\b|\bkewaspadaan\b|\bceroboh|\bkecerobohan\b`,
      String.raw`\b(perhatikan|beri(kan)? perhatian|perhatian lebih)\b|\bjangan (sampai|lupa|panik|terburu|lengah|lalai|ceroboh)\b|\blalai\b|\blengah\b|\bselalu ingat\b|\bingat untuk\b`,
      String.raw`\b(hindari|menghindari) (human error|kesalahan|kelalaian)\b|\b(tetap )?tenang\b|\bsiaga\b|\bsigap\b|\bdengan ketat\b|\bperiksa kembali\b|\bcek ulang\b|\bpeka\b|\bpeduli\b`,
      unmeasured(
        String.raw`^(selalu|jangan|biasakan|hindari|hormati|taati|ikuti|jaga|pahami|bersikap|awasi|perhatikan)\b|\b(cek|periksa) (dua kali|ulang)\b|\bdengan (teliti|cermat|serius|ketat|lebih)\b|\bceroboh`,
      ),
    ],
    effort: [
      String.raw`\byang terbaik\b|\blayanan terbaik\b|\b(ber)?usaha(kan)?\b|\bupayakan\b|\bsebisa mungkin\b|\bsemoga\b|\bsemaksimal\b|\bcoba lebih\b|\bberkomitmen\b`,
      String.raw`\b(tidak|jangan) (sampai )?(terulang|terjadi)( lagi| kembali)?\b|\bbekerja lebih keras\b|\b(lebih )?(serius|rajin|proaktif|giat)\b|\bsungguh-sungguh\b|\bdisiplin\b`,
      String.raw`\btanggung ?jawab\b|\bbertanggung jawab\b|\brasa memiliki\b|\b(dengan|lebih) baik\b|\bjaga kualitas\b|\bpatuhi\b|\butamakan\b|\bmengutamakan\b`,
      unmeasured(
        String.raw`^lebih (?!dari)|\blebih (?!dari)[a-z]+$|^(tim|kita|kami|staf|operator|pengembang|karyawan) (harus|wajib|perlu)\b|^perbanyak\b|\bsemangat\b|\bsaling\b|\bbaca (ulang|dokumentasi|panduan)\b|\bterbuka$|\blatih diri\b|^berpikir\b|^cermati\b|\b(harus|perlu|wajib|agar|supaya|untuk) (\w+ )?lebih (?!dari)|\blebih (cepat|baik|sering|teliti|lama)$|^(setiap|semua|seluruh) (orang|staf|tim|karyawan|anggota|pengembang|operator|pihak)\b`,
      ),
      unmeasured(
        String.raw`^(tingkatkan|perkuat|perbaiki) (kualitas|kinerja|kerja|pemahaman|pengawasan|pemantauan|disiplin|keandalan|tanggung)|^pastikan (semua|setiap|tidak|tim|kita|hal)|^kurangi (kesalahan|kelalaian)|^tanggapi\b|\bmengulangi\b`,
      ),
    ],
    words: [
      String.raw`\b(tingkatkan|perbaiki|perkuat) (komunikasi|koordinasi|kerja ?sama|kesadaran)\b|\bkoordinasi harus\b|\bkomunikasikan\b|\b(me)?ngingatkan\b|\bingatkan\b`,
      String.raw`\bpentingnya\b|\bdiharapkan\b|\b(meng)?h?imbau\b|\bbudaya\b|\btegur\b|\bberdiskusi\b|\bkesadaran\b|\bterinformasi\b|\bkerja sama\b`,
    ],
    thought: [
      String.raw`\b(pikirkan|pertimbangkan|renungkan)\b|\bintrospeksi\b|\bbelajar dari\b|\bmerenung`,
    ],
  },
  real: [
    String.raw`^(tambahkan|pasang|tulis|pindahkan|wajibkan|otomatiskan|buat|ubah|hapus|jadwalkan|blokir|batasi|adakan|masukkan|simpan|siapkan|cabut|turunkan|perpanjang|aktifkan|matikan|arsipkan|validasi|terbitkan|kirim|hentikan|kunci|ukur|pisahkan|tampilkan|cocokkan|jalankan|atur|ganti)\b`,
  ],
};

export const weakWords: readonly WeakWords[] = [english, thai, japanese, indonesian];
