package io.breakwater.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.breakwater.settings.Build;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /metrics} for Prometheus, and {@code /health}, which answers 200 as long as the
 * process runs and says nothing about its queues or the systems around it.
 */
final class MetricsEndpoint implements AutoCloseable {
  private static final double REPORT_SECONDS = 5;

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final HttpServer server;
  private final ExecutorService threads;
  private final Scope scope;

  private MetricsEndpoint(PrometheusMeterRegistry registry, HttpServer server) {
    this.registry = registry;
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "breakwater-metrics");
              thread.setDaemon(true);
              return thread;
            });
    this.scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SECONDS));
  }

  /**
   * Starts to serve.
   *
   * @throws IOException when the address cannot be bound
   */
  static MetricsEndpoint start(InetSocketAddress address) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "serve metrics on " + address + ": " + e.getMessage() + "; see BREAKWATER_METRICS", e);
    }
    MetricsEndpoint endpoint =
        new MetricsEndpoint(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), server);
    endpoint.serve();
    return endpoint;
  }

  private void serve() {
    Metrics.addRegistry(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("breakwater.build.info", () -> 1)
        .description("which build runs here")
        .tags("version", Build.current().version(), "build", Build.current().id())
        .register(registry);
    server.createContext(
        "/metrics",
        exchange ->
            answer(exchange, "text/plain; version=0.0.4; charset=utf-8", registry.scrape()));
    server.createContext("/health", exchange -> answer(exchange, "text/plain", "ok\n"));
    server.setExecutor(threads);
    server.start();
  }

  private static void answer(HttpExchange exchange, String type, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Where Temporal's own metrics go, the free slots of the worker among them. */
  Scope temporalScope() {
    return scope;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void closeScope() {
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      throw new IllegalStateException("report Temporal's last metrics", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    closeScope();
    Metrics.removeRegistry(registry);
    collections.close();
    registry.close();
  }
}
