import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Packages that a file and all that it loads at once load, as they are written. */
function loadedBy(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  const imports = source.matchAll(/^(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)';$/gm);
  return [...imports].flatMap(([, name = '']) =>
    name.startsWith('.') ? loadedBy(join(dirname(file), name), seen) : [name],
  );
}

describe('a start', () => {
  it('loads nothing that only a PDF, an e-mail or a country with holidays needs', () => {
    const loaded = [...new Set(loadedBy('src/main.ts'))];
    expect(loaded).toContain('postgres');
    expect(loaded).toContain('luxon');
    expect(loaded).not.toContain('pdfkit');
    expect(loaded).not.toContain('nodemailer');
    expect(loaded).not.toContain('date-holidays');
  });
});
