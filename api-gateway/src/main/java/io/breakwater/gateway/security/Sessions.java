package io.breakwater.gateway.security;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Browsers that are signed in. What a session may is asked of its token each time, so that a token
 * taken away ends it at once. They end with the gateway. Thread-safe.
 */
final class Sessions {
  static final Duration LIFE = Duration.ofHours(12);
  private static final int MOST = 2_000;

  private final Clock clock;
  private final Map<ByteBuffer, Session> sessions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Session> eldest) {
          return size() > MOST;
        }
      };

  Sessions(Clock clock) {
    this.clock = clock;
  }

  /** Signs in; returns what the cookie holds. */
  synchronized String open(String token) {
    String id = Secrets.make();
    sessions.put(key(id), new Session(token, clock.instant().plus(LIFE)));
    return id;
  }

  /** The token that the session was opened with; empty when there is none, or no longer. */
  synchronized Optional<String> tokenOf(String id) {
    Session session = sessions.get(key(id));
    if (session == null || session.until().isBefore(clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(session.token());
  }

  synchronized void close(String id) {
    sessions.remove(key(id));
  }

  /** Kept by digest, so that the time of a look-up tells nothing about an id. */
  private static ByteBuffer key(String id) {
    return ByteBuffer.wrap(Secrets.digest(id));
  }

  private record Session(String token, Instant until) {}
}
