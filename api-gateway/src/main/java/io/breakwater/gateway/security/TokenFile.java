package io.breakwater.gateway.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens from a file, one a line: {@code <name> <role> sha256:<hex>}; empty lines and those that
 * begin with # are left out. The file holds no token, only digests. A changed file counts within
 * seconds; one that cannot be read any more leaves things as they were.
 */
final class TokenFile implements Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final Pattern LINE =
      Pattern.compile("(\\S+)\\s+(viewer|operator|admin)\\s+sha256:([0-9a-fA-F]{64})");
  private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

  private final Path file;
  private volatile State state;

  private TokenFile(Path file, State state) {
    this.file = file;
    this.state = state;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException naming the line that is wrong, or that the file is empty
   */
  static TokenFile of(Path file) {
    return new TokenFile(file, read(file));
  }

  /** How many callers it knew when it was last read. */
  int size() {
    return state.entries().size();
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    byte[] digest = Secrets.digest(token);
    Caller found = null;
    // All are compared, so that the time tells nothing.
    for (Entry entry : current().entries()) {
      if (Secrets.same(entry.digest, digest)) {
        found = entry.caller;
      }
    }
    return Optional.ofNullable(found);
  }

  private State current() {
    State known = state;
    if (System.nanoTime() - known.lookedAt() < LOOK_NANOS) {
      return known;
    }
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      state = changed.equals(known.changed()) ? known.lookedAtNow() : read(file);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      LOG.warn("{} counts as it was before: {}", file, e.getMessage());
      state = known.lookedAtNow();
    }
    return state;
  }

  private static State read(Path file) {
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      List<Entry> entries = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          entries.add(entry(file, i + 1, line));
        }
      }
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("token file " + file + " names nobody");
      }
      return new State(List.copyOf(entries), changed, System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException("token file " + file + " cannot be read", e);
    }
  }

  private static Entry entry(Path file, int number, String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "token file "
              + file
              + ", line "
              + number
              + ": must be <name> <viewer|operator|admin> sha256:<64 hex digits>");
    }
    Caller caller = new Caller(matcher.group(1), Role.of(matcher.group(2)).orElseThrow());
    return new Entry(caller, HexFormat.of().parseHex(matcher.group(3)));
  }

  /** A record would let its array out. */
  private static final class Entry {
    private final Caller caller;
    private final byte[] digest;

    private Entry(Caller caller, byte[] digest) {
      this.caller = caller;
      this.digest = digest;
    }
  }

  private record State(List<Entry> entries, FileTime changed, long lookedAt) {
    State lookedAtNow() {
      return new State(entries, changed, System.nanoTime());
    }
  }
}
