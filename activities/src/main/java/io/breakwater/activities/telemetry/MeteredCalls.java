package io.breakwater.activities.telemetry;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Times the calls of an HTTP client. */
public final class MeteredCalls implements Interceptor {
  /** Ids hold digits or are long; the words of our services' paths do and are neither. */
  private static final Pattern WORD = Pattern.compile("v1|[a-z-]{1,24}");

  private final String system;

  /**
   * @param system the name of the system that the client talks to
   */
  public MeteredCalls(String system) {
    this.system = system;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    long began = System.nanoTime();
    String result = "no answer";
    try {
      Response response = chain.proceed(chain.request());
      result = response.isSuccessful() ? "ok" : String.valueOf(response.code());
      return response;
    } finally {
      Telemetry.called(
          system, operation(chain.request()), result, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private static String operation(Request request) {
    return request.method()
        + request.url().pathSegments().stream()
            .map(segment -> WORD.matcher(segment).matches() ? segment : "{id}")
            .collect(Collectors.joining("/", " /", ""));
  }
}
