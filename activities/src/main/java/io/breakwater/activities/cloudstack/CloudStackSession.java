package io.breakwater.activities.cloudstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Injector;
import io.breakwater.activities.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jclouds.ContextBuilder;
import org.jclouds.cloudstack.CloudStackApi;
import org.jclouds.cloudstack.CloudStackApiMetadata;
import org.jclouds.http.okhttp.config.OkHttpCommandExecutorServiceModule;
import org.jclouds.lifecycle.Closer;
import org.jclouds.logging.config.NullLoggingModule;

/** jclouds, set up for one endpoint and one pair of keys: one request per call. */
final class CloudStackSession implements AutoCloseable {
  private static final int MAX_PAGES = 200;

  private final Injector injector;
  private final CloudStackCalls calls;
  private final CloudStackApi api;

  CloudStackSession(CloudStackEndpoint endpoint, CloudStackTimings timings) {
    Properties settings = new Properties();
    settings.setProperty("jclouds.connection-timeout", millis(timings.connect().toMillis()));
    settings.setProperty("jclouds.so-timeout", millis(timings.read().toMillis()));
    settings.setProperty("jclouds.max-retries", "0");
    settings.setProperty("jclouds.user-agent", "breakwater");
    // jclouds' own logs show API key and signature of every request.
    this.injector =
        ContextBuilder.newBuilder(new CloudStackApiMetadata())
            .endpoint(endpoint.url().toString())
            .credentials(endpoint.apiKey(), endpoint.secretKey())
            .overrides(settings)
            .modules(
                List.of(
                    new NullLoggingModule(),
                    new OkHttpCommandExecutorServiceModule(),
                    new CarefulHttpModule(
                        endpoint, timings.connect().plus(timings.read()).plusSeconds(5))))
            .buildInjector();
    this.calls = injector.getInstance(CloudStackCalls.class);
    this.api = injector.getInstance(CloudStackApi.class);
  }

  private static String millis(long millis) {
    return Long.toString(millis);
  }

  /** A call of our own interface; the content of the answer. */
  JsonNode call(String command, Query query, Call method) {
    String call = command + " " + query;
    return CsJson.content(call, command, guarded(call, () -> method.send(calls, query)));
  }

  /** A call that jclouds has. */
  <T> T jclouds(String call, Function<CloudStackApi, T> method) {
    return guarded(call, () -> method.apply(api));
  }

  /**
   * All elements of a list. The first page is asked for without a size, because CloudStack refuses
   * a size above its configured one.
   */
  <T> List<T> list(
      String command, String array, Query query, Call method, Function<JsonNode, T> element) {
    String call = command + " " + query;
    JsonNode content = call(command, query, method);
    List<JsonNode> nodes = CsJson.elements(call, content, array);
    int size = nodes.size();
    List<JsonNode> page = nodes;
    for (int number = 2;
        content.path("count").asInt(0) > nodes.size() && !page.isEmpty() && number < MAX_PAGES;
        number++) {
      Query next = query.page(number, size);
      content = call(command, next, method);
      page = CsJson.elements(call, content, array);
      nodes.addAll(page);
    }
    List<T> elements = new ArrayList<>();
    nodes.forEach(node -> elements.add(element.apply(node)));
    return List.copyOf(elements);
  }

  private static <T> T guarded(String call, Supplier<T> send) {
    long began = System.nanoTime();
    String result = "ok";
    try {
      return send.get();
    } catch (RuntimeException e) {
      CloudStackException failure = failure(call, e);
      result = failure.kind().name().toLowerCase(Locale.ROOT);
      throw failure;
    } finally {
      String command = call.substring(0, (call + " ").indexOf(' '));
      Telemetry.called("cloudstack", command, result, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private static CloudStackException failure(String call, RuntimeException e) {
    if (e instanceof CloudStackException known) {
      return known;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof BadAnswer bad) {
        return CloudStackFailures.ofAnswer(call, bad.status(), bad.body());
      }
    }
    return CloudStackFailures.ofTransport(call, e);
  }

  @Override
  public void close() {
    try {
      injector.getInstance(Closer.class).close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A method of {@link CloudStackCalls}. */
  @FunctionalInterface
  interface Call {
    String send(CloudStackCalls calls, Query query);
  }
}
