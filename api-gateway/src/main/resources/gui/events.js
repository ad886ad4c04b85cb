// Server-sent events, and whether we are connected.
import { address } from './api.js';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;

/**
 * Follows a stream until stopped. Comes back by itself, however the connection ended; a hidden tab
 * keeps no connection, because a browser has only six of them per server.
 *
 * @param listen called with each event's data
 * @param connected called with true or false when that changes
 * @returns a function that stops
 */
export function follow(path, type, listen, connected) {
  let source = null;
  let timer = 0;
  let pause = FIRST_PAUSE;

  function open() {
    close();
    source = new EventSource(address(path));
    source.addEventListener('open', () => {
      pause = FIRST_PAUSE;
      connected(true);
    });
    source.addEventListener(type, (event) => listen(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      close();
      connected(false);
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    });
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  const visible = () => (document.hidden ? close() : open());
  const online = () => document.hidden || open();
  document.addEventListener('visibilitychange', visible);
  window.addEventListener('online', online);
  open();
  return () => {
    document.removeEventListener('visibilitychange', visible);
    window.removeEventListener('online', online);
    close();
  };
}
