package io.breakwater.e2e.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Event streams that stay open and count what they are told. */
final class OpenStreams implements AutoCloseable {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final List<Flow.Subscription> subscriptions = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong events = new AtomicLong();

  /** Opens one for each address. */
  void open(List<String> urls, String token) {
    for (String url : urls) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Authorization", "Bearer " + token)
              .header("Accept", "text/event-stream")
              .build();
      client
          .sendAsync(request, BodyHandlers.fromLineSubscriber(new Reader()))
          .exceptionally(failure -> null);
    }
  }

  /** How many are open now. */
  int open() {
    return open.get();
  }

  /** How many events all of them were told so far. */
  long events() {
    return events.get();
  }

  @Override
  public void close() {
    synchronized (subscriptions) {
      subscriptions.forEach(Flow.Subscription::cancel);
    }
    threads.shutdownNow();
  }

  private final class Reader implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      synchronized (subscriptions) {
        subscriptions.add(subscription);
      }
      open.incrementAndGet();
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.startsWith("data:")) {
        events.incrementAndGet();
      }
    }

    @Override
    public void onError(Throwable failure) {
      open.decrementAndGet();
    }

    @Override
    public void onComplete() {
      open.decrementAndGet();
    }
  }
}
