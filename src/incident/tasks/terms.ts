/**
 * Text as terms that can be compared: one spelling, without the words that say nothing, cut back to
 * about their stems. Made for short complaints in English, Indonesian and Thai; other languages come
 * out as plain words.
 */

/** The terms of a text, each once, in order. */
export function termsOf(text: string): string[] {
  const terms = wordsOf(text)
    .filter((word) => !silent.has(word))
    .map(stem)
    .filter((term) => term.length > 1);
  return [...new Set(terms)];
}

/**
 * Lower case, without accents, with single spaces; vowels and tones of Thai stay. "Sloooow" is slow,
 * who logged in has a login, and what timed out a timeout.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/\b(?:logged|logging|(?<=\b(?:can|cant|cannot|to) )log) in(?:to)?\b/g, 'login')
    .replace(/\btim(?:es?|ed|ing) out\b/g, 'timeout')
    .trim();
}

/** Writing that puts no spaces between words. */
const unspaced =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/u;

export function isUnspaced(term: string): boolean {
  return unspaced.test(term);
}

const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

function wordsOf(text: string): string[] {
  return plainText(text)
    .split(new RegExp(`(${unspaced.source})| `, 'u'))
    .filter((run) => run !== undefined && run.trim() !== '')
    .flatMap((run) =>
      isUnspaced(run) ? [...segmenter.segment(run)].map(({ segment }) => segment) : [run],
    );
}

/** Words that say nothing about a fault. */
const silent = new Set(
  [
    'a an and are as at be been but by can cannot cant could did do does doesnt dont for from get gets',
    'got had has have he her his how i if im in into is isnt it its just me my no not of off on or our',
    'out over please pls she so some someone that the their them then there they this to too up us was',
    'we were what when where which who why will with wont you your all any about after again also now',
    'still since seems seem saying says said help hi hello hey everyone everybody nothing something',
    'more than much very really lot lots time times today yesterday tonight night day days hour hours minute minutes',
    'ada adalah agar akan aku apa atau bagi bahwa bisa belum buat dan dalam dapat dari dengan di ini itu',
    'juga kalau kami karena ke kita kok lagi mau mereka mohon nya oleh pada padahal para saat saja',
    'sangat saya sebagai sejak semua seperti serta sudah tapi telah terus tidak untuk yang tolong banyak',
    'gak nggak ga udah aja nih dong sih masih terlalu halo min kak',
    'ครับ ค่ะ คะ นะ จ้า แล้ว และ ที่ ของ ใน เป็น มี ไม่ ได้ ให้ ว่า จะ ก็ กับ จาก แต่ หรือ ถ้า มาก เลย ด้วย',
    'อยู่ ไป มา นี้ นั้น ทำ ช่วย หน่อย ตอน คือ ต้อง ยัง ทุก คน เรา ผม ฉัน ดิฉัน เขา ขึ้น ลง เข้า ออก ไหม อะไร ทำไม',
  ]
    .join(' ')
    .split(' '),
);

/** Words that stand in most complaints, whatever is wrong. As stems. */
const common = new Set(
  [
    'error fail failure failing fails issue problem broken down slow service system server customer user app application site command',
    'website page incident work working team many several report reported production prod data',
    'gagal masalah sistem pengguna pelanggan aplikasi layanan lambat rusak nasabah kendala',
    'ระบบ ปัญหา ลูกค้า ผู้ใช้ ใช้งาน เกิด พบ แจ้ง ขัดข้อง ช้า ล่ม',
  ]
    .join(' ')
    .split(' ')
    .map((word) => stem(word)),
);

/** Whether a term says little, because most complaints have it. */
export function isCommon(term: string): boolean {
  return common.has(term);
}

/** About the stem of a word: endings of English, prefixes and endings of Indonesian. */
function stem(word: string): string {
  // "All 500s" are 500.
  if (/^\d+s$/.test(word)) return word.slice(0, -1);
  if (isUnspaced(word) || /\d/.test(word) || word.length < 4) return word;
  const english = word
    .replace(/(?<=\w{2})ies$/, 'y')
    .replace(/(?<=\w{2}(?:ss|sh|ch|x|z))es$/, '')
    // "Access" too, so that "acces" is the same.
    .replace(/(?<=\w{2}[^su])s$|(?<=\w{4})ss$/, '')
    .replace(/(?<=\w{3})(?:ing|ed|ly)$/, '');
  const bare = english
    .replace(/^(?:memper|diper|meng|meny|mem|men|peng|peny|pem|pen|ber|ter|di)(?=\w{4})/, '')
    .replace(/(?<=\w{4})(?:kannya|annya|kan|nya|lah)$/, '')
    .replace(/(?<=\w{4})an$/, '');
  // "stopped" is "stop", "running" is "run".
  return bare.replace(/(\w)\1$/, '$1').replace(/(?<=\w{3})e$/, '');
}
