package io.breakwater.simulator.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server on 127.0.0.1 with routes and faults. It keeps its port when it is stopped and
 * started again, so that clients see a service that was down and came back.
 */
public final class JsonServer {

  static {
    // Without this every answer waits for the delayed acknowledgement of its headers (40 ms).
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /** Answers one request; an exception becomes a 500. */
  @FunctionalInterface
  public interface Handler {
    /** The answer to {@code call}. */
    Reply handle(Call call) throws Exception;
  }

  private static final Logger log = LoggerFactory.getLogger(JsonServer.class);

  private final String name;
  private final Pace pace;
  private final List<Route> routes = new ArrayList<>();
  private final List<HttpFault> faults = new CopyOnWriteArrayList<>();
  private volatile Interceptor interceptor = Interceptor.NONE;
  private final List<HttpHold> holds = new CopyOnWriteArrayList<>();
  private int port;
  private volatile HttpServer server;
  private ExecutorService threads;

  /** A server that listens on {@code port}, or on any free one when that is 0. */
  public JsonServer(String name, int port, Pace pace) {
    this.name = name;
    this.port = port;
    this.pace = pace;
  }

  /** Adds a route; {@code pattern} may hold {@code {names}} that match one path segment. */
  public JsonServer route(String method, String pattern, Handler handler) {
    routes.add(new Route(method, List.of(pattern.split("/", -1)), handler));
    return this;
  }

  /** Puts somebody between all callers and this server. */
  public void intercept(Interceptor between) {
    interceptor = between;
  }

  /** Makes matching requests go wrong; the first fault that matches strikes. */
  public void add(HttpFault fault) {
    faults.add(fault);
  }

  /** From here on every request is answered properly, those that are kept as well. */
  public void clearFaults() {
    faults.clear();
    holds.forEach(HttpHold::release);
    holds.clear();
  }

  /** Keeps matching requests before anything is done about them, faults included. */
  public HttpHold add(HttpHold hold) {
    holds.add(hold);
    return hold;
  }

  /** Starts listening; does nothing when it does already. */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot listen on 127.0.0.1:" + port, e);
    }
    port = server.getAddress().getPort();
    threads = Executors.newCachedThreadPool(task -> daemonThread(task, name + "-http"));
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Stops listening: connections are refused, requests in progress lose their answer. */
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    server.stop(0);
    threads.shutdownNow();
    server = null;
  }

  /** Whether it listens; asks without waiting for a start or stop under way. */
  public boolean isRunning() {
    return server != null;
  }

  /** The port, known once the server was started. */
  public synchronized int port() {
    return port;
  }

  /** The base URL without a trailing slash. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** A thread that does not keep the process alive. */
  public static Thread daemonThread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      for (HttpHold hold : holds) {
        hold.pass(request, body);
      }
      Optional<HttpFault> fault = faults.stream().filter(f -> f.strikes(request)).findFirst();
      Reply reply =
          fault.isPresent() ? misbehave(fault.get(), exchange, body) : intercepted(exchange, body);
      if (reply != null) {
        send(exchange, reply);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // Without an answer sent this closes the connection.
      exchange.close();
    }
  }

  private Reply misbehave(HttpFault fault, HttpExchange exchange, String body)
      throws InterruptedException {
    return switch (fault.kind()) {
      case ERROR -> Reply.error(500, "simulated failure");
      case UNAVAILABLE ->
          new Reply(503, "text/html", "<html><body>503 Service Unavailable</body></html>");
      case DROPPED -> null;
      case LOST_ANSWER -> {
        answer(exchange, body);
        yield null;
      }
      case SLOW -> {
        pace.sleep(fault.delay());
        yield answer(exchange, body);
      }
    };
  }

  private Reply intercepted(HttpExchange exchange, String body) {
    String caller = exchange.getRequestHeaders().getFirst("User-Agent");
    Arrival arrival =
        new Arrival(
            name,
            caller == null ? "" : caller,
            exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
            parameters(exchange.getRequestURI().getRawQuery()),
            body);
    return interceptor.around(arrival, () -> answer(exchange, body));
  }

  private Reply answer(HttpExchange exchange, String body) {
    String path = exchange.getRequestURI().getPath();
    List<String> segments = List.of(path.split("/", -1));
    for (Route route : routes) {
      Optional<Map<String, String>> match = route.match(exchange.getRequestMethod(), segments);
      if (match.isPresent()) {
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        Call call = new Call(exchange.getRequestMethod(), path, match.get(), query, body);
        return handle(route, call);
      }
    }
    return Reply.text(404, "404 page not found");
  }

  private Reply handle(Route route, Call call) {
    try {
      return route.handler().handle(call);
    } catch (Exception e) {
      log.warn("{}: {} {} failed", name, call.method(), call.path(), e);
      return Reply.error(500, String.valueOf(e.getMessage()));
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> parameters(String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    if (rawQuery != null && !rawQuery.isEmpty()) {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.putIfAbsent(decoded(key), decoded(value));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
