package io.breakwater.vm;

import java.util.Locale;

/** What the guest runs, as far as driver injection cares. */
public enum OsFamily {
  WINDOWS,
  LINUX,
  OTHER;

  /**
   * Reads {@code os_type} as the old system did: empty, {@code unknown} and unrecognised strings
   * count as Windows, because vCenter reports "unknown" for a VM that was shut down.
   */
  public static OsFamily of(String osType) {
    String text = osType == null ? "" : osType.toLowerCase(Locale.ROOT);
    if (text.contains("linux")
        || text.contains("ubuntu")
        || text.contains("debian")
        || text.contains("centos")
        || text.contains("rhel")
        || text.contains("sles")) {
      return LINUX;
    }
    return text.equals("other") ? OTHER : WINDOWS;
  }

  /** Whether drivers have to be injected before the guest boots on KVM. */
  public boolean needsDriverInjection() {
    return this == WINDOWS;
  }
}
