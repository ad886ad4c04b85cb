package io.breakwater.gateway.gui;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuiEndpointsTest {
  private static final Pattern IMPORT = Pattern.compile("(?:from|import) ?['\"](\\.[^'\"]+)['\"]");
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(gui/[^\"]+)\"");

  private static final OkHttpClient HTTP = new OkHttpClient();
  private static Javalin server;

  @BeforeAll
  static void start() {
    server =
        Javalin.create(
            config -> {
              config.jetty.host = "127.0.0.1";
              config.jetty.port = 0;
              new GuiEndpoints().addTo(config.routes);
            });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void servesThePageUnderAPolicyThatAllowsNothingInline() throws IOException {
    try (Response answer = get("/", null)) {
      assertThat(answer.code()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).startsWith("text/html");
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'self'")
          .doesNotContain("unsafe");
      assertThat(answer.body().string())
          .contains("<div id=\"app\">")
          .doesNotContain("<style")
          .doesNotContain("style=");
    }
  }

  @Test
  void answersThatAFileDidNotChange() throws IOException {
    String etag;
    try (Response first = get("/gui/main.js", null)) {
      etag = first.header("ETag");
      assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    }

    try (Response second = get("/gui/main.js", etag)) {
      assertThat(second.code()).isEqualTo(304);
      assertThat(second.body().bytes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/gui/..%2Flogback.xml",
        "/gui/%2e%2e/logback.xml",
        "/gui/vendor/lit-html/..%2F..%2Fx.js",
        "/gui/vendor/lit-html/package.json",
        "/gui/nothing.js",
        "/gui/pages",
        "/gui/"
      })
  void servesNothingElse(String path) throws IOException {
    try (Response answer = get(path, null)) {
      assertThat(answer.code()).isIn(400, 404);
      assertThat(answer.body().string()).doesNotContain("configuration").doesNotContain("\tat ");
    }
  }

  @Test
  void servesEveryFileThatAnotherNames() throws IOException {
    Set<HttpUrl> seen = new LinkedHashSet<>();
    Deque<HttpUrl> open = new ArrayDeque<>(List.of(url("/")));
    while (!open.isEmpty()) {
      HttpUrl next = open.pop();
      if (seen.add(next)) {
        open.addAll(namedBy(next));
      }
    }
    assertThat(seen)
        .extracting(HttpUrl::encodedPath)
        .contains("/gui/pages/vms.js", "/gui/vendor/lit-html/lit-html.js", "/gui/tokens.css");
  }

  private static List<HttpUrl> namedBy(HttpUrl file) throws IOException {
    try (Response answer = call(new Request.Builder().url(file).build())) {
      assertThat(answer.code()).as(file.toString()).isEqualTo(200);
      Pattern names = file.encodedPath().endsWith(".js") ? IMPORT : REFERENCE;
      return names
          .matcher(answer.body().string())
          .results()
          .map((MatchResult found) -> file.resolve(found.group(1)))
          .toList();
    }
  }

  private static Response get(String path, String etag) throws IOException {
    Request.Builder request = new Request.Builder().url(url(path));
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    return call(request.build());
  }

  private static Response call(Request request) throws IOException {
    return HTTP.newCall(request).execute();
  }

  private static HttpUrl url(String path) {
    return HttpUrl.get("http://127.0.0.1:" + server.port() + path);
  }
}
