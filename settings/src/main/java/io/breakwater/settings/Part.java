package io.breakwater.settings;

/** Who reads a setting. */
public enum Part {
  WORKER("worker"),
  GATEWAY("gateway"),
  /** The scripts that start a process, and the tests. */
  LAUNCHER("`./breakwater`");

  private final String shown;

  Part(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }
}
