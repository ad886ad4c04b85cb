package io.breakwater.activities.check;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Whether a path answers with a status. Follows no redirects: the first answer counts. */
final class HttpProbe implements Probe {
  private final OkHttpClient client;
  private final int port;
  private final String path;
  private final int status;

  HttpProbe(OkHttpClient client, int port, String path, int status) {
    this.client = client;
    this.port = port;
    this.path = path;
    this.status = status;
  }

  static OkHttpClient client(Duration limit) {
    return new OkHttpClient.Builder()
        .callTimeout(limit)
        .connectTimeout(limit)
        .readTimeout(limit)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .proxy(Proxy.NO_PROXY)
        .build();
  }

  @Override
  public Optional<Tried> look(String address) {
    HttpUrl url = url(address);
    Request request = new Request.Builder().url(url).header("Connection", "close").build();
    try (Response response = client.newCall(request).execute()) {
      String found = "GET " + url + ": " + response.code();
      return Optional.of(
          response.code() == status
              ? Tried.passed(found)
              : Tried.failed(found + ", not " + status));
    } catch (IOException e) {
      return Optional.of(Tried.failed("GET " + url + ": " + e.getMessage()));
    }
  }

  /** Put together as text, because a path that begins with two slashes would name another host. */
  private HttpUrl url(String address) {
    String root = new HttpUrl.Builder().scheme("http").host(address).port(port).build().toString();
    return HttpUrl.get(root.substring(0, root.length() - 1) + path);
  }
}
