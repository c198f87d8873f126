import type { PostmortemDocument } from '../../src/document/model.ts';

type Language = 'en' | 'th' | 'ja';

interface Sample {
  title: string;
  facts: { label: string; value: string }[];
  happened: string;
  head: string[];
  lines: string[];
  cause: { title: string; asks: string[]; text: string };
  well: { title: string; text: string };
}

/** A postmortem in one language, with as many rows of timeline as wanted. */
export function sampleDocument(language: Language, rows = 12): PostmortemDocument {
  const { title, facts, happened, head, lines, cause, well } = samples[language];
  const line = (index: number) => {
    const at = new Date(Date.UTC(2026, 10, 22, 3, index)).toISOString();
    const local = new Date(Date.UTC(2026, 10, 22, 10, index)).toISOString();
    const text = `${lines[index % lines.length]} (${index + 1})`;
    return [at.slice(0, 16).replace('T', ' '), local.slice(0, 16).replace('T', ' '), text];
  };
  return {
    number: 42,
    title,
    isDrill: false,
    isPrivate: false,
    status: 'in_review',
    zone: 'Asia/Bangkok',
    madeAt: new Date('2026-11-24T09:30:00Z'),
    facts,
    sections: [
      {
        key: 'timeline',
        title: happened,
        asks: [],
        filled: [{ type: 'table', head, rows: Array.from({ length: rows }, (_, at) => line(at)) }],
        text: '',
        revision: 0,
      },
      { key: 'cause', ...cause, filled: [], revision: 2 },
      {
        key: 'went_well',
        ...well,
        asks: [],
        filled: [{ type: 'list', items: [lines[0] ?? '', lines[1] ?? ''] }],
        revision: 1,
      },
      { key: 'lessons', title: 'Lessons', asks: [], filled: [], text: '', revision: 0 },
    ],
  };
}

const samples: Record<Language, Sample> = {
  en: {
    title: 'Checkout answers with errors after a release',
    facts: [
      { label: 'Severity', value: 'SEV1: people cannot pay' },
      { label: 'How long', value: '1 h 12 min, from 2026-11-22 03:00 UTC to 04:12 UTC' },
      { label: 'Incident commander', value: 'Cleo Commander' },
      { label: 'Impact', value: '4,100 orders were refused; 312 people wrote to support.' },
    ],
    happened: 'What happened',
    head: ['UTC', 'Asia/Bangkok', 'What'],
    lines: [
      'Rita Reporter declared “Checkout answers with errors after a release”, SEV2.',
      'Cleo Commander took incident commander.',
      'Update: we see a third of the payments refused since the release of 02:55. The release is being rolled back by the payments team, and the status page was updated; next update in 30 minutes.',
      'Severity was raised from SEV2 to SEV1.',
      'Note: https://status.example.com/incidents/a-very-long-address-that-does-not-fit/into-one-column/of-a-table/whatever-one-does',
      'Rolled back → errors below 1 %.',
    ],
    cause: {
      title: 'Root problem',
      asks: ['How do we resolve it for good?', 'Which defence should have held?'],
      text: `The migration locked the table \`orders\` for **eleven minutes**, because the new column had a default that [Postgres 10 and older](https://www.postgresql.org/docs/) writes into every row.

### Why nobody saw it

1. Staging has *two hundred* orders, production has forty million.
2. The check of migrations was ~~missing~~ switched off:
   - in March, for a release in a hurry;
   - nobody switched it on again.

> It was green, so I pressed the button.

- [x] Switch the check on
- [ ] Let staging have as many orders

| Where | Rows | Locked for |
| --- | --- | --- |
| staging | 200 | 3 ms |
| production | 40,000,000 | 11 min |

\`\`\`
alter table orders add column channel text not null default 'web';
\`\`\`

<script>alert('no')</script> and [this link](javascript:alert(1)) stay what they are.`,
    },
    well: {
      title: 'What went well',
      text: '- Cleo took command within a minute.\n- The roll-back took four minutes.',
    },
  },
  th: {
    title: 'ลูกค้าจ่ายเงินไม่ได้หลังปล่อยรุ่นใหม่',
    facts: [
      { label: 'ความรุนแรง', value: 'SEV1: ลูกค้าจ่ายเงินไม่ได้' },
      { label: 'ใช้เวลา', value: '1 ชม. 12 นาที ตั้งแต่ 2026-11-22 03:00 UTC' },
      { label: 'ผู้บัญชาการเหตุการณ์', value: 'Cleo Commander' },
      { label: 'ผลกระทบ', value: 'คำสั่งซื้อ 4,100 รายการถูกปฏิเสธ มีคนเขียนมาถาม 312 คน' },
    ],
    happened: 'เกิดอะไรขึ้น',
    head: ['UTC', 'Asia/Bangkok', 'เหตุการณ์'],
    lines: [
      'Rita Reporter แจ้งเหตุ “ลูกค้าจ่ายเงินไม่ได้หลังปล่อยรุ่นใหม่” SEV2',
      'Cleo Commander รับเป็นผู้บัญชาการเหตุการณ์',
      'อัปเดต: ตั้งแต่ปล่อยรุ่นใหม่เมื่อ 02:55 การจ่ายเงินหนึ่งในสามถูกปฏิเสธ ทีมชำระเงินกำลังย้อนกลับรุ่นเดิมและแจ้งในหน้าสถานะแล้ว จะอัปเดตอีกครั้งในสามสิบนาที',
      'เปลี่ยนความรุนแรงจาก SEV2 เป็น SEV1 ที่ชั้นสี่ น้ำเริ่มเข้าห้องเครื่อง',
      'ย้อนกลับแล้ว → ข้อผิดพลาดต่ำกว่า 1 %',
    ],
    cause: {
      title: 'สาเหตุที่แท้จริง',
      asks: ['จะแก้อย่างถาวรได้อย่างไร'],
      text: 'การย้ายข้อมูลล็อกตาราง `orders` อยู่ **สิบเอ็ดนาที** เพราะคอลัมน์ใหม่มีค่าเริ่มต้นที่ต้องเขียนลงทุกแถว และไม่มีใครเห็นเพราะฐานข้อมูลทดสอบมีแค่สองร้อยรายการ\n\n1. เปิดการตรวจสอบอีกครั้ง\n2. ให้ฐานข้อมูลทดสอบใหญ่เท่าของจริง',
    },
    well: { title: 'สิ่งที่ทำได้ดี', text: '- Cleo รับหน้าที่ภายในหนึ่งนาที\n- ย้อนกลับภายในสี่นาที' },
  },
  ja: {
    title: 'リリース後に決済画面がエラーになる',
    facts: [
      { label: '重大度', value: 'SEV1:決済できない' },
      { label: '所要時間', value: '1時間12分(2026-11-22 03:00 UTC から)' },
      { label: '指揮者', value: 'Cleo Commander' },
      { label: '影響', value: '4,100件の注文が拒否され、312名から問い合わせがあった。' },
    ],
    happened: '何が起きたか',
    head: ['UTC', 'Asia/Tokyo', '出来事'],
    lines: [
      'Rita Reporterさんが「リリース後に決済画面がエラーになる」を SEV2 として報告した。',
      'Cleo Commanderさんが指揮者になった。',
      '更新:02時55分のリリース以降、決済の三分の一が拒否されている。決済チームが前の版に戻しており、ステータスページにも掲載した。次の更新は三十分後。',
      '重大度を SEV2 から SEV1 に上げた。',
      '戻し完了→エラー率は1%未満。',
    ],
    cause: {
      title: '根本原因',
      asks: ['どうすれば恒久的に解決できるか?'],
      text: 'マイグレーションが`orders`テーブルを**十一分間**ロックした。新しい列に既定値があり、すべての行に書き込まれたためである。検証環境には二百件しか注文がなく、本番には四千万件あったので、誰も気づかなかった。\n\n1. 検査を再び有効にする。\n2. 検証環境を本番と同じ大きさにする。',
    },
    well: { title: '良かった点', text: '- 一分以内に指揮を執った。\n- 四分で戻した。' },
  },
};
