package io.breakwater.simulator.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.simulator.host.Arrival;
import io.breakwater.simulator.host.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of the API, on 127.0.0.1. It can go down and come back on the same port. */
final class HttpEndpoint {

  private static final Logger log = LoggerFactory.getLogger(HttpEndpoint.class);

  static {
    // Without it the JDK's server waits 40 ms before each small answer on a kept connection.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Api api;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "simulated-cloudstack");
            thread.setDaemon(true);
            return thread;
          });
  private int port;
  private HttpServer server;

  HttpEndpoint(Api api, int port) {
    this.api = api;
    this.port = port;
  }

  synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the simulated CloudStack cannot listen on 127.0.0.1:" + port + "; is the port taken?",
          e);
    }
    port = server.getAddress().getPort();
    server.createContext("/", this::handle);
    server.setExecutor(workers);
    server.start();
  }

  /** Goes down: open connections break, new ones are refused. */
  synchronized void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  void close() {
    stop();
    workers.shutdownNow();
  }

  synchronized int port() {
    return port;
  }

  private void handle(HttpExchange exchange) throws IOException {
    HttpReply reply;
    try {
      reply = reply(exchange);
    } catch (RuntimeException e) {
      log.error("The simulated CloudStack failed on {}", exchange.getRequestURI().getPath(), e);
      exchange.close();
      return;
    }
    if (reply.isNone()) {
      exchange.close();
      return;
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private HttpReply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> parameters = new LinkedHashMap<>();
    parse(exchange.getRequestURI().getRawQuery(), parameters);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("POST")) {
      parse(new String(body, StandardCharsets.UTF_8), parameters);
    }
    if (!path.equals("/client/api") && !path.equals("/client/api/")) {
      return HttpReply.notFound(path);
    }
    String caller = exchange.getRequestHeaders().getFirst("User-Agent");
    return intercepted(parameters, caller == null ? "" : caller);
  }

  private HttpReply intercepted(Map<String, String> parameters, String caller) {
    String command = parameters.getOrDefault("command", "");
    Reply reply =
        api.interceptor()
            .around(
                new Arrival("cloudstack", caller, command, parameters, ""),
                () -> api.answer(parameters, caller).asReply());
    return reply == null
        ? HttpReply.NONE
        : new HttpReply(reply.status(), reply.contentType(), reply.body());
  }

  private static void parse(String encoded, Map<String, String> into) {
    if (encoded == null) {
      return;
    }
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        into.put(decode(name), decode(value));
      }
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
