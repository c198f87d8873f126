import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DocumentFonts } from '../document/pdf-faces.ts';

const { resolve } = createRequire(import.meta.url);

let read: Promise<DocumentFonts> | undefined;

/**
 * The fonts that a PDF embeds, from the packages that hold them: 3.5 MB, read once and only by who
 * makes a PDF. Rejects with the fault of the file system where a package is not whole.
 */
export function documentFonts(): Promise<DocumentFonts> {
  read ??= readAll().catch((fault: unknown) => {
    read = undefined;
    throw fault;
  });
  return read;
}

async function readAll(): Promise<DocumentFonts> {
  const [regular, bold, thai, thaiBold] = await Promise.all(
    [
      'm-plus-1p/400Regular/MPLUS1p_400Regular.ttf',
      'm-plus-1p/700Bold/MPLUS1p_700Bold.ttf',
      'noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
      'noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf',
    ].map((name) => readFile(resolve(`@expo-google-fonts/${name}`))),
  );
  if (!regular || !bold || !thai || !thaiBold) throw new Error('A font is missing.');
  return { regular, bold, thai, thaiBold };
}
