package io.breakwater.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCacheTest {
  /** The SHA-256 of "mariadb". */
  private static final String SHA256 =
      "e08f4c9c36148019458d78d4baa84cbfa4beeb6e36be36c96f74c8655723b1ba";

  private HttpServer repository;

  @BeforeEach
  void startRepository() throws IOException {
    repository =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    repository.createContext(
        "/there",
        exchange -> {
          byte[] body = "mariadb".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    repository.start();
  }

  @AfterEach
  void stopRepository() {
    repository.stop(0);
  }

  @Test
  void keepsADownloadWithTheRightChecksum(@TempDir Path folder) throws IOException {
    ArtifactCache.download(url("/there"), SHA256, folder.resolve("file"));

    assertThat(folder.resolve("file")).hasContent("mariadb");
  }

  @Test
  void discardsADownloadWithAnotherChecksum(@TempDir Path folder) {
    assertThatThrownBy(() -> ArtifactCache.download(url("/there"), "00", folder.resolve("file")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(SHA256)
        .hasMessageContaining("instead of the pinned 00");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhatTheRepositoryAnswered(@TempDir Path folder) {
    assertThatThrownBy(() -> ArtifactCache.download(url("/gone"), SHA256, folder.resolve("file")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/gone answered 404");
  }

  @Test
  void leavesNoHalfFilledEntryWhenFillingFails(@TempDir Path folder) throws IOException {
    ArtifactCache cache = new ArtifactCache(folder.resolve("cache"));

    assertThatThrownBy(() -> cache.entry("server", ArtifactCacheTest::writeThenFail))
        .hasMessage("disk full");

    try (Stream<Path> left = Files.list(cache.path())) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("server.lock");
    }
  }

  @Test
  void fillsAnEntryOnceForAllWhoAskAtTheSameTime(@TempDir Path folder) {
    ArtifactCache cache = new ArtifactCache(folder);
    AtomicInteger filled = new AtomicInteger();

    List<CompletableFuture<Void>> asking =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> fillCounting(cache, filled)))
            .toList();
    asking.forEach(CompletableFuture::join);

    assertThat(filled).hasValue(1);
  }

  @Test
  void liesWhereTheEnvironmentSays() {
    Path home = Path.of("/home/phil");

    assertThat(ArtifactCache.directory(Map.of(), home))
        .isEqualTo(Path.of("/home/phil/.cache/breakwater"));
    assertThat(ArtifactCache.directory(Map.of("XDG_CACHE_HOME", "/x"), home))
        .isEqualTo(Path.of("/x/breakwater"));
    assertThat(
            ArtifactCache.directory(Map.of("XDG_CACHE_HOME", "/x", "BREAKWATER_CACHE", "/b"), home))
        .isEqualTo(Path.of("/b/breakwater"));
  }

  private static void fillCounting(ArtifactCache cache, AtomicInteger filled) {
    try {
      cache.entry("server", draft -> filled.incrementAndGet());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void writeThenFail(Path draft) throws IOException {
    Files.writeString(draft.resolve("half"), "half");
    throw new IOException("disk full");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + repository.getAddress().getPort() + path);
  }
}
