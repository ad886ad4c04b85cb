package io.breakwater.gateway.events;

import io.breakwater.gateway.events.Topic.Message;
import io.javalin.http.sse.SseClient;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection. Who reads slowly gets the newest event only, and holds up nobody else: at most
 * one thread at a time writes to it.
 */
final class Stream {
  private static final Message BEAT = new Message("", "", "");

  private final SseClient client;
  private final Executor writers;
  private final AtomicReference<Message> next = new AtomicReference<>();
  private final AtomicBoolean writing = new AtomicBoolean();
  private volatile String sentId;

  /**
   * A connection.
   *
   * @param lastId what it was told last, before it broke; null when nothing
   */
  Stream(SseClient client, Executor writers, String lastId) {
    this.client = client;
    this.writers = writers;
    this.sentId = lastId;
  }

  /** Sends it unless it is what was sent last. */
  void offer(Message message) {
    if (message.id().equals(sentId)) {
      return;
    }
    next.set(message);
    write();
  }

  /** Keeps proxies from closing the connection, and finds out that it is gone. */
  void beat() {
    if (next.compareAndSet(null, BEAT)) {
      write();
    }
  }

  private void write() {
    if (writing.compareAndSet(false, true)) {
      writers.execute(this::drain);
    }
  }

  private void drain() {
    try {
      for (Message message = next.getAndSet(null);
          message != null;
          message = next.getAndSet(null)) {
        send(message);
      }
    } finally {
      writing.set(false);
    }
    if (next.get() != null) {
      write();
    }
  }

  private void send(Message message) {
    if (client.terminated()) {
      return;
    }
    if (message.id().isEmpty()) {
      client.sendComment("");
    } else if (!message.id().equals(sentId)) {
      client.sendEvent(message.event(), message.data(), message.id());
      sentId = message.id();
    }
  }

  void close() {
    client.close();
  }
}
