import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

const require = createRequire(import.meta.url);

/**
 * The public holidays of the world. They take a tenth of a second and 27 MB to load, so they are loaded
 * only for a policy that asks for those of a country.
 */
export function publicHolidays(): typeof Holidays {
  return require('date-holidays') as typeof Holidays;
}

/**
 * What is wrong with a country, or a region such as `DE-BY`, whose public holidays are asked for; null
 * where they are known.
 */
export function countryFault(given: string): string | null {
  const Table = publicHolidays();
  const table = new Table();
  const [country = '', region] = given.split('-');
  const countries = table.getCountries();
  if (!Object.hasOwn(countries, country)) {
    return `no holidays are known for ${JSON.stringify(country)}; leave it out and list days_off`;
  }
  if (region === undefined) return null;
  const regions = Object.keys(table.getStates(country) ?? {});
  if (regions.includes(region)) return null;
  const can = regions.length > 0 ? `they are ${regions.join(', ')}` : 'it has none';
  return `${country} has no region ${JSON.stringify(region)}; ${can}`;
}
