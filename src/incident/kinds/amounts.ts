/** Numbers and amounts of money as people write them. */

export type Amount = { value: number; unit: string } | { fault: 'number' | 'ambiguous_number' };

const multiples: Readonly<Record<string, number>> = {
  k: 1_000,
  m: 1_000_000,
  mio: 1_000_000,
  million: 1_000_000,
  b: 1_000_000_000,
  bn: 1_000_000_000,
  billion: 1_000_000_000,
};

/**
 * "1,500.50 USD", "50k", "Rp 1.500.000", "60 %": the number, and what stands beside it as its unit.
 * Commas and dots are read as they can only be meant; "1.500" may be two numbers and is refused.
 */
export function readAmount(typed: string): Amount {
  const match = /^([^\d.,+-]*)([+-]?)([\d][\d.,\s'_\u00a0]*|[.,]\d+)(.*)$/su.exec(typed.trim());
  if (!match) return { fault: 'number' };
  const [, before = '', sign = '', digits = '', after = ''] = match;
  const tail = /^\s*(k|m|mio|million|b|bn|billion)\b\s*(.*)$/iu.exec(after);
  const times = multiples[tail?.[1]?.toLowerCase() ?? ''] ?? 1;
  const rest = (tail ? (tail[2] ?? '') : after).trim();
  if (/\d/.test(rest) || (before.trim() !== '' && rest !== '')) return { fault: 'number' };
  const plain = plainDigits(digits.replace(/[\s'_\u00a0]+/g, ''), times > 1);
  if (plain === 'ambiguous') return { fault: 'ambiguous_number' };
  const value = plain === null ? Number.NaN : Number(`${sign}${plain}`) * times;
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return { fault: 'number' };
  }
  // Binary fractions of products, such as 1.1 × 1000.
  return { value: Number(value.toPrecision(15)), unit: before.trim() || rest };
}

/** With a dot for the decimals and nothing between thousands; null where it is no number. */
function plainDigits(digits: string, hasMultiple: boolean): string | null | 'ambiguous' {
  const marks = digits.replace(/\d/g, '');
  if (marks === '') return digits;
  const last = digits.at(-1) ?? '';
  if (!/\d/.test(last)) return null;
  if (marks.includes(',') && marks.includes('.')) {
    const decimal = digits[Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'))] ?? '.';
    const group = decimal === '.' ? ',' : '.';
    const [whole = '', fraction = '', ...more] = digits.split(decimal);
    if (more.length > 0 || fraction.includes(group) || !isGrouped(whole, group)) return null;
    return `${whole.replaceAll(group, '')}.${fraction}`;
  }
  const mark = marks[0] ?? '';
  if (marks.length > 1) return isGrouped(digits, mark) ? digits.replaceAll(mark, '') : null;
  const [whole = '', fraction = ''] = digits.split(mark);
  // Three digits after the only mark: thousands, unless it is a dot, which may be either.
  if (fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) && !hasMultiple) {
    return mark === ',' ? whole + fraction : 'ambiguous';
  }
  return `${whole === '' ? '0' : whole}.${fraction}`;
}

function isGrouped(digits: string, mark: string): boolean {
  const [first = '', ...groups] = digits.split(mark);
  return /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
}
