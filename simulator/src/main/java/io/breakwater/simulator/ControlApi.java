package io.breakwater.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.Reply;
import io.breakwater.simulator.oracle.Oracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulator's own HTTP API, JSON on 127.0.0.1, on a port of its own so that it stays when the
 * simulated CloudStack is away. {@link ControlCommands} says what there is.
 */
final class ControlApi {

  private static final Logger log = LoggerFactory.getLogger(ControlApi.class);
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final ControlCommands commands;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "simulator-control");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Interceptor interceptor = Interceptor.NONE;
  private int port;
  private HttpServer server;

  ControlApi(SimulatedCloud cloud, Oracle oracle, int port) {
    this.commands = new ControlCommands(cloud, oracle, JSON);
    this.port = port;
  }

  synchronized void start() {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the simulator's control API cannot listen on 127.0.0.1:" + port + "; is the port taken?",
          e);
    }
    port = server.getAddress().getPort();
    server.createContext("/simulator", this::handle);
    server.setExecutor(workers);
    server.start();
  }

  void intercept(Interceptor between) {
    interceptor = between;
  }

  synchronized String url() {
    return "http://127.0.0.1:" + port;
  }

  synchronized void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      JsonNode input = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      String path = exchange.getRequestURI().getPath().substring("/simulator".length());
      String method = exchange.getRequestMethod();
      if (isInjector(exchange)) {
        injected(exchange, method, path, input);
      } else {
        send(exchange, 200, commands.handle(method, path, input));
      }
    } catch (ControlCommands.NotFound e) {
      send(exchange, 404, Map.of("error", e.getMessage()));
    } catch (IOException | IllegalArgumentException e) {
      send(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      log.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      send(exchange, 500, Map.of("error", String.valueOf(e)));
    }
  }

  private static boolean isInjector(HttpExchange exchange) {
    return "injector".equals(exchange.getRequestHeaders().getFirst("User-Agent"));
  }

  /** What the injector does to a disk can be kept in the middle, as any call can. */
  private void injected(HttpExchange exchange, String method, String path, JsonNode input)
      throws IOException {
    Arrival arrival =
        new Arrival("injector", "injector", method + " " + path, Map.of(), input.toString());
    Reply reply =
        interceptor.around(arrival, () -> Reply.json(200, commands.handle(method, path, input)));
    if (reply == null) {
      exchange.close();
    } else {
      send(exchange, reply.status(), JSON.readTree(reply.body()));
    }
  }

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] json = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }
}
