package io.breakwater.simulator.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Keeps the whole state in one JSON file: loaded at the start, saved while it changes. */
final class StateFile {

  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Path path;
  private Cloud cloud;
  private long savedVersion = -1;
  private boolean closed;

  StateFile(Path path) {
    this.path = path;
  }

  /** The saved state, or a new one where nothing was saved. */
  CloudState load() {
    if (!Files.exists(path)) {
      return new CloudState();
    }
    try {
      return Json.STATE.readValue(path.toFile(), CloudState.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the simulated cloud's state from " + path + "; delete it to start anew", e);
    }
  }

  /** Saves the cloud's state from now on, soon after each change. */
  synchronized void keep(Cloud aCloud) {
    cloud = aCloud;
    closed = false;
    tick();
  }

  private synchronized void tick() {
    if (closed) {
      return;
    }
    save();
    Duration wall = Duration.ofNanos((long) (PERIOD.toNanos() / cloud.time().scale()));
    cloud.time().after(wall, this::tick);
  }

  synchronized void close() {
    if (cloud != null) {
      save();
    }
    closed = true;
  }

  private void save() {
    try {
      byte[] json;
      synchronized (cloud.lock()) {
        if (cloud.version() == savedVersion) {
          return;
        }
        savedVersion = cloud.version();
        json = Json.STATE.writeValueAsBytes(cloud.state());
      }
      Path next = path.resolveSibling(path.getFileName() + ".next");
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.write(next, json);
      move(next);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save the simulated cloud's state to " + path, e);
    }
  }

  private void move(Path next) throws IOException {
    try {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
