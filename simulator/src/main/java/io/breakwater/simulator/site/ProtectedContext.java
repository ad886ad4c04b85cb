package io.breakwater.simulator.site;

import java.util.List;

/**
 * A protected VM of the site.
 *
 * @param volumeIds its replicated disks in the order of the source's disks
 */
public record ProtectedContext(
    String contextId, String vmName, String vmwareVmId, String vcenter, List<String> volumeIds) {

  /** Takes an unmodifiable copy of the ids. */
  public ProtectedContext {
    volumeIds = List.copyOf(volumeIds);
  }

  /** The OS disk. */
  public String osVolumeId() {
    return volumeIds.get(0);
  }
}
