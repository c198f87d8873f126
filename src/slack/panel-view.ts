import type { IncidentView } from '../incident/places.ts';
import { type Desk, viewOf } from './gesture.ts';

/** An incident as its panel shows it: with what is behind it, as its card has it. */
export async function panelView(desk: Desk, found: IncidentView) {
  const past = desk.ports.read.pastOf(found.incident);
  return { ...(await viewOf(desk, found)), ...(await past) };
}
