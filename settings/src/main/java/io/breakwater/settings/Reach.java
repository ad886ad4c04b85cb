package io.breakwater.settings;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether an HTTP server is there. */
public final class Reach {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Reach() {}

  /**
   * Asks {@code /health} below an address; any answer but a server's error shows that it is there.
   *
   * @throws IOException that says what came back instead
   */
  public static String of(URI base) throws IOException {
    return at(URI.create(base + "/health"));
  }

  /**
   * Asks for exactly this address.
   *
   * @throws IOException that says what came back instead
   */
  public static String at(URI address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
    try {
      HttpResponse<Void> answer =
          HttpClient.newBuilder()
              .connectTimeout(LIMIT)
              .build()
              .send(request, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() >= 500) {
        throw new IOException(address + " answered " + answer.statusCode());
      }
      return address + " answered " + answer.statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(address + " was not waited for", e);
    } catch (IOException e) {
      throw e.getMessage() != null && e.getMessage().contains(" answered ")
          ? e
          : new IOException(address + " cannot be reached: " + e, e);
    }
  }
}
