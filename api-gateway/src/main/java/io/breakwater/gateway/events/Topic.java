package io.breakwater.gateway.events;

import io.breakwater.gateway.operation.Cached;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that people watch: read once for all of them, told when it is another. */
final class Topic {
  private static final Logger LOG = LoggerFactory.getLogger(Topic.class);
  private static final Duration LIFE = Duration.ofMillis(800);

  /** What grows by itself is no change. */
  private static final Pattern PASSING =
      Pattern.compile("\"(?:durationSeconds|ageSeconds)\":[0-9.E-]+,?");

  private final String event;
  private final boolean quiet;
  private final Cached<Message> now;
  private final List<Stream> streams = new CopyOnWriteArrayList<>();

  /**
   * A topic that nobody watches yet.
   *
   * @param event the name of its events
   * @param reading how it stands now; may block
   * @param quiet whether its events only say that it changed, not how it stands
   */
  Topic(String event, Supplier<byte[]> reading, boolean quiet) {
    this.event = event;
    this.quiet = quiet;
    this.now = new Cached<>(() -> message(reading.get()), LIFE, System::nanoTime);
  }

  /** How it stands now, as what is sent. */
  Message read() {
    return now.get();
  }

  private Message message(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    byte[] lasting = PASSING.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8);
    return new Message(UUID.nameUUIDFromBytes(lasting).toString(), event, quiet ? "{}" : text);
  }

  void add(Stream stream) {
    streams.add(stream);
  }

  void remove(Stream stream) {
    streams.remove(stream);
  }

  boolean isWatched() {
    return !streams.isEmpty();
  }

  List<Stream> streams() {
    return streams;
  }

  /** Reads, and tells everybody who was told something else before. */
  void tell() {
    Message found;
    try {
      found = read();
    } catch (RuntimeException e) {
      // The next round tries again; whoever watches keeps what they have.
      LOG.info("{} could not be read: {}", event, e.getMessage());
      return;
    }
    streams.forEach(stream -> stream.offer(found));
  }

  /**
   * What is sent.
   *
   * @param id the same for the same content, whichever gateway sends it
   */
  record Message(String id, String event, String data) {}
}
