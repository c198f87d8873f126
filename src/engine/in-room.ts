/**
 * The places of an incident that go with its room: they are forgotten together when it is gone, and
 * together get `old_` before their names when it is left behind because the incident became private.
 */
export const placesInRoom = ['room', 'card', 'bookmark', 'postmortem', 'canvas', 'similar'];
