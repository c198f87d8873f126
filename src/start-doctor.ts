import { createOutboxPorts } from './engine/dead-letters.ts';
import { createDoctor, type DoctorMeans } from './engine/doctor.ts';
import { manifestScopes } from './manifest.ts';
import type { Ports } from './slack/ports.ts';
import { renderer } from './views/renderer.ts';

/** All ports: those of the engine, and those by which incidents and sends are looked after. */
export function withDoctor(
  ports: Omit<Ports, 'doctor' | 'outbox'>,
  means: Omit<DoctorMeans, 'render' | 'scopes'>,
): Ports {
  const { engine } = means;
  const render = renderer(
    () => engine.policies.active(),
    (userId) => ports.nameOf(userId),
  );
  return {
    ...ports,
    doctor: createDoctor({ ...means, render, scopes: manifestScopes() }),
    outbox: createOutboxPorts(engine),
  };
}
