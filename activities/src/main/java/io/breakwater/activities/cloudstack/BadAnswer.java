package io.breakwater.activities.cloudstack;

/** An HTTP answer of 300 and above, as our error handler hands it through jclouds. */
final class BadAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String body;

  BadAnswer(int status, String body) {
    super("HTTP " + status);
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  String body() {
    return body;
  }
}
