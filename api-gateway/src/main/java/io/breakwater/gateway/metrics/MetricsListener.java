package io.breakwater.gateway.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.settings.Build;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /metrics} for Prometheus on an address of its own, which needs no token and tells
 * nothing about VMs or people.
 */
public final class MetricsListener implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpServer server;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "metrics");
            made.setDaemon(true);
            return made;
          });

  private MetricsListener(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to serve.
   *
   * @throws IOException when the address cannot be bound
   */
  public static MetricsListener start(InetSocketAddress address) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "serve metrics on " + address + ": " + e.getMessage() + "; see gateway.metrics", e);
    }
    MetricsListener listener = new MetricsListener(server);
    listener.serve();
    return listener;
  }

  private void serve() {
    Metrics.addRegistry(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    Gauge.builder("breakwater.build.info", () -> 1)
        .description("which build runs here")
        .tags("version", Build.current().version(), "build", Build.current().id())
        .register(registry);
    server.createContext("/metrics", this::answer);
    server.setExecutor(thread);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = registry.scrape().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Where it answers. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
    Metrics.removeRegistry(registry);
    registry.close();
  }
}
