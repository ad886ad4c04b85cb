package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was fetched once for this user: {@code ${BREAKWATER_CACHE}/breakwater}, else {@code
 * $XDG_CACHE_HOME/breakwater}, else {@code ~/.cache/breakwater}. An entry is a directory that
 * appears complete or not at all, whoever else (another JVM too) asks for it at the same time.
 */
final class ArtifactCache {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactCache.class);

  private final Path directory;

  ArtifactCache(Path directory) {
    this.directory = directory;
  }

  static ArtifactCache ofUser() {
    return new ArtifactCache(directory(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  static Path directory(Map<String, String> env, Path home) {
    String base = env.getOrDefault("BREAKWATER_CACHE", "");
    if (base.isBlank()) {
      base = env.getOrDefault("XDG_CACHE_HOME", "");
    }
    Path parent = base.isBlank() ? home.resolve(".cache") : Path.of(base).toAbsolutePath();
    return parent.resolve("breakwater");
  }

  Path path() {
    return directory;
  }

  /** Returns the entry's directory, filled by the filler if it was not there yet. */
  Path entry(String name, Filler filler) throws IOException {
    Path entry = directory.resolve(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    Files.createDirectories(directory);
    synchronized (ArtifactCache.class) {
      Path lockFile = directory.resolve(name + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.isDirectory(entry)) {
          fill(name, entry, filler);
        }
      }
    }
    return entry;
  }

  private void fill(String name, Path entry, Filler filler) throws IOException {
    Path draft = Files.createTempDirectory(directory, "." + name + "-");
    try {
      filler.fill(draft);
      Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Directories.deleteIfThere(draft);
    }
  }

  /** Fetches the file and refuses it when its SHA-256 is not the expected one. */
  static void download(URI source, String sha256, Path target) throws IOException {
    LOG.info("Fetching {}", source);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(source).timeout(Duration.ofMinutes(10)).build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException(source + " answered " + response.statusCode());
        }
        store(body, source, sha256, target);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching " + source, e);
    }
  }

  private static void store(InputStream body, URI source, String sha256, Path target)
      throws IOException {
    MessageDigest digest = sha256();
    Files.copy(new DigestInputStream(body, digest), target, StandardCopyOption.REPLACE_EXISTING);
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(sha256)) {
      Files.delete(target);
      throw new IOException(
          source
              + " has SHA-256 "
              + found
              + " instead of the pinned "
              + sha256
              + "; it was discarded");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException("this JVM has no SHA-256", e));
    }
  }

  /** Puts the files of an entry into an empty directory. */
  interface Filler {
    void fill(Path emptyDirectory) throws IOException;
  }
}
