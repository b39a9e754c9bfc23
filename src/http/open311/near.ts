import type { Near } from './parameters.ts';
import type { ShownRequest } from './publicRequest.ts';

/** Metres of a degree of latitude, everywhere, and of one of longitude, at the equator. */
const metresOfDegree = 111_195;

/** Whether a request is around a place, as far as anybody may know: in a town the earth is flat. */
export function liesNear({ latitude, longitude, metres }: Near): (request: Pick<ShownRequest, 'position'>) => boolean {
  const narrowing = Math.cos((latitude * Math.PI) / 180);
  return ({ position }) => {
    if (position === null || position === undefined) return false;
    const north = (position.latitude - latitude) * metresOfDegree;
    const east = (((position.longitude - longitude + 540) % 360) - 180) * metresOfDegree * narrowing;
    return Math.hypot(north, east) <= metres;
  };
}
