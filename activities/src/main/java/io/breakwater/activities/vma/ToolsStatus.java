package io.breakwater.activities.vma;

/** The VMware tools in the guest; the VMA shuts a guest down only with OK or OLD. */
public enum ToolsStatus {
  OK,
  OLD,
  NOT_RUNNING,
  NOT_INSTALLED,
  UNKNOWN;

  static ToolsStatus of(String text) {
    return switch (text) {
      case "toolsOk" -> OK;
      case "toolsOld" -> OLD;
      case "toolsNotRunning" -> NOT_RUNNING;
      case "toolsNotInstalled" -> NOT_INSTALLED;
      default -> UNKNOWN;
    };
  }
}
