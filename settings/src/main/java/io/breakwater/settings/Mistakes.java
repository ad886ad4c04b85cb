package io.breakwater.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration: all of it, so that it is mended in one go. */
public final class Mistakes {
  private final List<String> found = new ArrayList<>();

  /** One more, in one line, without secrets. */
  public void add(String mistake) {
    if (!found.contains(mistake)) {
      found.add(mistake);
    }
  }

  List<String> found() {
    return List.copyOf(found);
  }

  /**
   * Goes on when there are none.
   *
   * @throws IllegalArgumentException that lists them, one a line
   */
  public void refuse() {
    if (found.isEmpty()) {
      return;
    }
    throw new IllegalArgumentException(
        found.size() == 1
            ? found.get(0)
            : found.size()
                + " mistakes in the configuration:\n  - "
                + String.join("\n  - ", found));
  }
}
