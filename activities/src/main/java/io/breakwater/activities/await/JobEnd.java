package io.breakwater.activities.await;

/** How a job of another system ended, by that system's own word. */
public sealed interface JobEnd {

  /**
   * It says it worked; the object has to be read back all the same.
   *
   * @param result the job's result as the system gave it, empty when it gave none
   */
  record Succeeded(String result) implements JobEnd {
    public Succeeded {
      result = result == null ? "" : result;
    }
  }

  /**
   * It failed.
   *
   * @param code the system's error code, 0 when it has none
   * @param text the system's text; empty after a restart of a CloudStack management server
   */
  record Failed(int code, String text) implements JobEnd {
    public Failed {
      text = text == null ? "" : text;
    }
  }

  /** The system does not know the job (any more): only the object itself can tell what became. */
  record Vanished() implements JobEnd {}
}
