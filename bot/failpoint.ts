import { kill, pid } from 'node:process';
import { CRASH_POINTS, type PassCrashPoint } from '../services/delivery/crash-points.ts';

/**
 * Makes this process kill itself with SIGKILL when it passes a crash point for the n-th time, to prove that nothing is
 * lost or doubled by it. `setting` is `<point>` or `<point>:<n>`. Never arm it in production.
 *
 * Errors: RangeError for a setting that names no crash point.
 */
export function armFailpoint(setting: string): PassCrashPoint {
  const [name = '', times = '1', ...rest] = setting.split(':');
  const armed = CRASH_POINTS.find((point) => point === name);
  if (armed === undefined || !/^[1-9]\d{0,5}$/.test(times) || rest.length > 0) {
    throw new RangeError(`FAILPOINT: expected one of ${CRASH_POINTS.join(', ')}, with :n behind it or not`);
  }
  let left = Number(times);
  return (point) => {
    if (point !== armed) return;
    left -= 1;
    if (left === 0) kill(pid, 'SIGKILL');
  };
}
