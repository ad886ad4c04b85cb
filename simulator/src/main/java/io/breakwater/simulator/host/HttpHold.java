package io.breakwater.simulator.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Keeps requests that match for as long as a test wants: they came in, nothing happened yet and
 * nothing was answered. What it lets go takes effect even if nobody waits for the answer any more.
 */
public final class HttpHold {

  private final Pattern requests;
  private final String inBody;
  private final AtomicInteger keeps = new AtomicInteger();
  private final CountDownLatch free = new CountDownLatch(1);

  /**
   * A hold of requests.
   *
   * @param requests to be found in {@code "METHOD /path"}
   * @param inBody what the body has to contain; empty for any
   */
  public HttpHold(String requests, String inBody) {
    this.requests = Pattern.compile(requests);
    this.inBody = inBody;
  }

  /** How many requests it keeps right now. */
  public int keeps() {
    return keeps.get();
  }

  /** Lets go what it keeps and keeps nothing any more. */
  public void release() {
    free.countDown();
  }

  void pass(String request, String body) throws InterruptedException {
    if (free.getCount() == 0 || !requests.matcher(request).find() || !body.contains(inBody)) {
      return;
    }
    keeps.incrementAndGet();
    try {
      free.await();
    } finally {
      keeps.decrementAndGet();
    }
  }
}
